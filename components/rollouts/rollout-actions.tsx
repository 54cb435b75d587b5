"use client";

import { Button } from "@mantine/core";
import { openDialog } from "@/lib/client/dialogs";
import type { RolloutVerb } from "@/lib/client/rollout-queries";
import type { RolloutView } from "@/lib/contract/rollout";
import { useDialogsFetchedAhead } from "../alias/dialog-loaders";
import { ConsoleLink } from "../ui/console-link";
import { goOnLabel } from "./go-on-label";
import styles from "./rollout-header.module.css";
import { rolloutStatus } from "./rollout-status";

/**
 * What can be done: go on, stop for a while, go back. A rollout that is over leads to what was checked after it. The
 * dialogs say when something may not be done, and by whom.
 */
export function RolloutActions({ rollout }: { readonly rollout: RolloutView }) {
  const { id, state, alias, approval_id: approvalId, verification_id: verificationId } = rollout;
  useDialogsFetchedAhead();
  const order = (verb: RolloutVerb) => () => openDialog({ kind: "rollout-order", id, verb });
  if (state === "completed" || state === "rolled_back") {
    return verificationId === null ? null : (
      <div className={styles.actions}>
        <Button component={ConsoleLink} href={`/rollbacks/${verificationId}`} variant="default">
          Open the verification
        </Button>
      </div>
    );
  }
  const label = goOnLabel(rollout);
  const isExposed = rollout.stage_index >= 0;
  const mustAct = rolloutStatus(rollout).status === "failing";
  return (
    <div className={styles.actions}>
      {approvalId !== null ? (
        <Button component={ConsoleLink} href={`/approvals/${approvalId}`} variant="default">
          Open approval {approvalId}
        </Button>
      ) : (
        label !== null && (
          <Button variant="default" aria-haspopup="dialog" onClick={order("advance")}>
            {label}
          </Button>
        )
      )}
      {state === "paused" && (
        <Button variant="default" aria-haspopup="dialog" onClick={order("resume")}>
          Resume rollout
        </Button>
      )}
      {state === "running" && (
        <Button variant="default" aria-haspopup="dialog" onClick={order("pause")}>
          Pause rollout
        </Button>
      )}
      {isExposed && (
        <Button
          {...(mustAct ? { color: "red" } : { variant: "default", className: styles.quiet ?? "" })}
          aria-haspopup="dialog"
          onClick={() => openDialog({ kind: "roll-back", alias })}
        >
          {rollout.rollback_version === null ? "Roll back…" : `Roll back to v${rollout.rollback_version}`}
        </Button>
      )}
    </div>
  );
}
