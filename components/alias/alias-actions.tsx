"use client";

import { Button } from "@mantine/core";
import { openDialog } from "@/lib/client/dialogs";
import type { CanaryView } from "@/lib/contract/canary";
import type { Status } from "@/lib/contract/common";
import styles from "./alias-actions.module.css";
import { useDialogsFetchedAhead } from "./dialog-loaders";

export interface AliasActionsProps {
  readonly alias: string;
  readonly status: Status;
  readonly canary: CanaryView | null;
}

/**
 * Shift and Roll back: top right on a desktop, a fixed bar on a phone. Always there, also while data is stale; the
 * dialogs say it when there is nothing to do or the person may not. Red only when somebody must act.
 */
export function AliasActions({ alias, status, canary }: AliasActionsProps) {
  const mustAct = status === "failing" && canary?.rollback_to !== null;
  const target = canary?.rollback_to ?? null;
  useDialogsFetchedAhead();
  return (
    <div className={styles.actions}>
      <Button variant="default" size="sm" aria-haspopup="dialog" onClick={() => openDialog({ kind: "shift", alias })}>
        Shift…
      </Button>
      <Button
        {...(mustAct ? { color: "red" } : { variant: "default", className: styles.quiet ?? "" })}
        size="sm"
        aria-haspopup="dialog"
        onClick={() => openDialog({ kind: "roll-back", alias })}
      >
        {target === null ? "Roll back…" : `Roll back to v${target}`}
      </Button>
    </div>
  );
}
