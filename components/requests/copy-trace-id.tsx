"use client";

import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useCopy } from "../ui/use-copy";
import styles from "./copy-trace-id.module.css";

/** A quiet button in a row: shows itself when the row is pointed at or holds the focus. */
export function CopyTraceId({ traceId }: { readonly traceId: string }) {
  const { outcome, copy } = useCopy();
  const Icon = outcome === "copied" ? IconCheck : IconCopy;
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={`Copy trace id ${traceId}`}
      title={traceId}
      onClick={() => copy(traceId)}
    >
      <Icon size={13} aria-hidden="true" />
    </button>
  );
}
