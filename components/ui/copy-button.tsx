"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { announce } from "@/lib/client/announce";

export interface CopyButtonProps {
  /** What is copied, made when the button is pressed. */
  readonly value: string | (() => string);
  /** Verb and object: "Copy curl". */
  readonly label: string;
}

const CONFIRM_FOR_MS = 1_500;

/** Copies text and says so. Without clipboard permission it says that instead of pretending. */
export function CopyButton({ value, label }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"idle" | "copied" | "refused">("idle");
  async function copy() {
    const text = typeof value === "string" ? value : value();
    const next = await navigator.clipboard.writeText(text).then(
      () => "copied" as const,
      () => "refused" as const,
    );
    setOutcome(next);
    announce(next === "copied" ? "Copied" : "The browser did not allow copying");
    setTimeout(() => setOutcome("idle"), CONFIRM_FOR_MS);
  }
  return (
    <Button variant="default" size="compact-xs" onClick={() => void copy()}>
      {outcome === "idle" ? label : outcome === "copied" ? "Copied" : "Not allowed here"}
    </Button>
  );
}
