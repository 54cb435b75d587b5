"use client";

import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { canaryQuery } from "@/lib/client/queries";
import { undoMutation } from "@/lib/client/rollback-queries";
import type { RolloutOrderResult } from "@/lib/contract/rollout";
import { OrderFailure } from "../alias/order-failure";
import { useSession } from "../shell/session-context";
import styles from "./rollback-view.module.css";

const SHORTEST = 3;

export interface UndoFormProps {
  readonly alias: string;
  /** The version that was rolled back from. */
  readonly toVersion: number;
}

/** The way back to what was left: by the gates and an approval, like any expansion. */
export function UndoForm({ alias, toVersion }: UndoFormProps) {
  const { principal } = useSession();
  const { data: canary } = useQuery(canaryQuery(alias));
  const [reason, setReason] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const order = useMutation(undoMutation());
  const obstacle = whyNotAllowed(principal, "rollout.start");
  const given = reason.trim();
  if (obstacle !== null) return <p className={styles.note}>{obstacle}</p>;
  if (order.data !== undefined) return <p className={styles.note}>{answerText(order.data)}</p>;

  function undo(event: FormEvent) {
    event.preventDefault();
    if (canary === undefined) return;
    order.mutate(
      { alias, reason: given, baseVersion: canary.active_version, idempotencyKey },
      { onSettled: () => setIdempotencyKey(newIdempotencyKey()) },
    );
  }

  return (
    <form className={styles.form} onSubmit={undo}>
      <TextInput
        label={`Reason to go back to what v${toVersion} was`}
        description="It starts a guarded rollout: gates are checked, and an approver decides where one has to."
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {order.error !== null && <OrderFailure error={order.error} />}
      <Button
        type="submit"
        variant="default"
        loading={order.isPending}
        disabled={given.length < SHORTEST || canary === undefined}
      >
        Undo the roll back
      </Button>
    </form>
  );
}

function answerText(answer: RolloutOrderResult): string {
  if ("approval_id" in answer)
    return `Asked for: an approver has to decide (${answer.approval_id}). Nothing moved yet.`;
  const version = answer.route_version === null ? "" : ` as v${answer.route_version}`;
  return `Undone${version}, as the rollout ${answer.rollout_id}.`;
}
