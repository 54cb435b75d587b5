"use client";

import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { rollbackReasonMutation } from "@/lib/client/rollback-queries";
import type { RollbackVerification } from "@/lib/contract/rollback";
import { OrderFailure } from "../alias/order-failure";
import { useSession } from "../shell/session-context";
import styles from "./rollback-view.module.css";

const SHORTEST = 3;

/** Why the rollback was made: asked afterwards, so that nobody types while traffic fails. */
export function ReasonForm({ rollback }: { readonly rollback: RollbackVerification }) {
  const { principal } = useSession();
  const [isEditing, setIsEditing] = useState(false);
  const obstacle = whyNotAllowed(principal, "rollback.explain");
  if (rollback.reason !== null && !isEditing) {
    return (
      <div className={styles.reason}>
        <blockquote>{rollback.reason}</blockquote>
        <p>
          {rollback.reason_by}
          {obstacle === null && (
            <Button variant="subtle" size="compact-sm" onClick={() => setIsEditing(true)}>
              Change the reason
            </Button>
          )}
        </p>
      </div>
    );
  }
  if (obstacle !== null) return <p className={styles.note}>No reason was given yet. {obstacle}</p>;
  return <ReasonInput rollback={rollback} onSaved={() => setIsEditing(false)} />;
}

function ReasonInput({ rollback, onSaved }: { readonly rollback: RollbackVerification; readonly onSaved: () => void }) {
  const [reason, setReason] = useState(rollback.reason ?? "");
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const order = useMutation(rollbackReasonMutation());
  const given = reason.trim();

  function save(event: FormEvent) {
    event.preventDefault();
    order.mutate(
      { id: rollback.verification_id, reason: given, idempotencyKey },
      { onSuccess: onSaved, onSettled: () => setIdempotencyKey(newIdempotencyKey()) },
    );
  }

  return (
    <form className={styles.form} onSubmit={save}>
      <TextInput
        label="Reason"
        description="What you saw and what you suspect. It goes into the record and the audit trail."
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {order.error !== null && <OrderFailure error={order.error} />}
      <Button type="submit" variant="default" loading={order.isPending} disabled={given.length < SHORTEST}>
        Record the reason
      </Button>
    </form>
  );
}
