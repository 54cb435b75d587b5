"use client";

import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import type { RolloutVerb } from "@/lib/client/rollout-queries";
import { useIsStale } from "@/lib/client/use-live";
import type { RolloutView } from "@/lib/contract/rollout";
import styles from "../alias/dialog.module.css";
import { OrderFailure } from "../alias/order-failure";
import { useSession } from "../shell/session-context";
import { goOnLabel } from "./go-on-label";
import { orderEffect } from "./rollout-order-words";

const SHORTEST_REASON = 3;

export interface RolloutOrderFormProps {
  readonly rollout: RolloutView;
  readonly verb: RolloutVerb;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onOrder: (reason: string, idempotencyKey: string) => void;
  readonly onClose: () => void;
}

/** Going on starts on keeping things as they are; a pause starts on its verb, with a reason that may stay as it is. */
export function RolloutOrderForm({ rollout, verb, isPending, error, onOrder, onClose }: RolloutOrderFormProps) {
  const { principal } = useSession();
  const isStale = useIsStale();
  const [reason, setReason] = useState(verb === "pause" ? "Paused to look into it." : "");
  const [idempotencyKey] = useState(newIdempotencyKey);
  const first = useRef<HTMLButtonElement>(null);
  // The dialog is open before it knows the rollout: only then is there a button to stand on.
  useEffect(() => first.current?.focus(), []);
  const label = labelOf(rollout, verb);
  const obstacle = whyNotAllowed(principal, `rollout.${verb}`) ?? obstacleOf(rollout, verb, isStale);
  const isReady = reason.trim().length >= SHORTEST_REASON;
  const isOrderable = obstacle === null && label !== null;

  function order(event: FormEvent) {
    event.preventDefault();
    if (isReady && isOrderable) onOrder(reason.trim(), idempotencyKey);
  }

  return (
    <form className={styles.body} onSubmit={order}>
      <p className={styles.note}>{orderEffect(verb, rollout)}</p>
      {obstacle !== null && <p className={styles.warning}>{obstacle}</p>}
      {isOrderable && (
        <TextInput
          label="Reason"
          description="Kept in the timeline and the audit trail."
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {error !== null && <OrderFailure error={error} />}
      <div className={styles.buttons}>
        <Button
          {...(verb === "pause" ? {} : { ref: first, "data-autofocus": true })}
          variant="default"
          onClick={onClose}
        >
          {verb === "pause" ? "Keep it running" : `Keep at ${rollout.stage ?? "nothing"}`}
        </Button>
        {isOrderable && (
          <Button
            {...(verb === "pause" ? { ref: first, "data-autofocus": true } : {})}
            type="submit"
            loading={isPending}
            aria-disabled={!isReady}
            data-quiet={!isReady}
          >
            {label}
          </Button>
        )}
      </div>
    </form>
  );
}

function labelOf(rollout: RolloutView, verb: RolloutVerb): string | null {
  return verb === "advance" ? goOnLabel(rollout) : verb === "pause" ? "Pause rollout" : "Resume rollout";
}

/** Why the order would be refused now, in the sentence of the first condition that is not met. */
function obstacleOf(rollout: RolloutView, verb: RolloutVerb, isStale: boolean): string | null {
  if (verb === "pause") return null;
  if (isStale) return "Data is stale: moving on waits until it is fresh.";
  if (verb === "resume") return null;
  if (rollout.approval_id !== null) return `Approval ${rollout.approval_id} waits for a decision already.`;
  const unmet = rollout.checks.find(({ status, check }) => status !== "ok" && check !== "approval");
  return unmet === undefined ? null : `Not yet: ${unmet.text}`;
}
