"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import styles from "@/components/alias/dialog.module.css";
import { OrderFailure } from "@/components/alias/order-failure";
import { announce } from "@/lib/client/announce";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { SecretOnce, type ShownSecret } from "./secret-once";

const SHORTEST_REASON = 3;

/** What goes along with every order. */
export interface OrderExtras {
  readonly reason?: string;
}

export interface OrderDialogProps<T> {
  /** The question: "Revoke the key of web-app?". */
  readonly title: string;
  /** What it does, before it is done. */
  readonly consequence: ReactNode;
  /** Verb and target, on the button. */
  readonly verb: string;
  /** What the other button says: "Keep the key". */
  readonly keep: string;
  readonly isDestructive?: boolean;
  readonly isReasonNeeded?: boolean;
  readonly children?: ReactNode;
  /** What is still missing, as a sentence; null when the order may be sent. */
  readonly missing?: string | null;
  readonly onOrder: (extras: OrderExtras, idempotencyKey: string) => Promise<T>;
  /** What the answer hands out once; null when it hands out nothing. */
  readonly secretOf?: (answer: T) => ShownSecret | null;
  /** Said to screen readers when it is done. */
  readonly done: string;
  readonly onClose: () => void;
}

/** One change of the directory: what it does, why, the verb, and what is handed out once. */
export function OrderDialog<T>(props: OrderDialogProps<T>) {
  const { title, consequence, verb, keep, isDestructive = false, isReasonNeeded = false, children, onClose } = props;
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const [secret, setSecret] = useState<ShownSecret | null>(null);
  const isReasonMissing = isReasonNeeded && reason.trim().length < SHORTEST_REASON;
  const missing = props.missing ?? (isReasonMissing ? "Say why, in a few words." : null);
  const order = useMutation({
    mutationFn: () => {
      const given = reason.trim();
      return props.onOrder(given.length >= SHORTEST_REASON ? { reason: given } : {}, idempotencyKey);
    },
    onSuccess: (answer) => {
      announce(props.done);
      const shown = props.secretOf?.(answer) ?? null;
      if (shown === null) onClose();
      else setSecret(shown);
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["directory"] }),
        client.invalidateQueries({ queryKey: ["audit"] }),
      ]),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (missing === null) order.mutate();
  }

  if (secret !== null) return <SecretOnce title={props.done} secret={secret} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={title}>
      <form className={styles.body} onSubmit={submit} onChange={() => setIdempotencyKey(newIdempotencyKey())}>
        {children}
        <div className={isDestructive ? styles.warning : styles.note}>{consequence}</div>
        <TextInput
          label={isReasonNeeded ? "Reason" : "Reason (optional)"}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {order.error !== null && <OrderFailure error={order.error} />}
        {missing !== null && <p className={styles.note}>{missing}</p>}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose} {...(isDestructive ? { "data-autofocus": true } : {})}>
            {keep}
          </Button>
          <Button
            type="submit"
            {...(isDestructive ? { color: "red" } : {})}
            loading={order.isPending}
            aria-disabled={missing !== null}
            data-quiet={missing !== null}
          >
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
