"use client";

import { Button } from "@mantine/core";
import { useCopy } from "./use-copy";

export interface CopyButtonProps {
  /** What is copied, made when the button is pressed. */
  readonly value: string | (() => string);
  /** Verb and object: "Copy curl". */
  readonly label: string;
}

const OUTCOME_LABEL = { copied: "Copied", refused: "Not allowed here" } as const;

/** Copies text and says so. */
export function CopyButton({ value, label }: CopyButtonProps) {
  const { outcome, copy } = useCopy();
  return (
    <Button variant="default" size="compact-sm" onClick={() => copy(typeof value === "string" ? value : value())}>
      {outcome === "idle" ? label : OUTCOME_LABEL[outcome]}
    </Button>
  );
}
