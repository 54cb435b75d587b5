"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { runDrillMutation } from "@/lib/client/drill-queries";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import type { DrillCard } from "@/lib/contract/drill";
import { OrderFailure } from "../alias/order-failure";
import { formatDuration } from "../ui/format-duration";
import styles from "./run-drill-dialog.module.css";

const SHORTEST_REASON = 3;

export interface RunDrillDialogProps {
  readonly drill: DrillCard;
  readonly aliases: readonly string[];
  /** The alias that led here; null without one. */
  readonly askedAlias: string | null;
  readonly onClose: () => void;
}

/** The plan before the press: what will be done to whom, for how long. Whoever presses approves every step. */
export function RunDrillDialog({ drill, aliases, askedAlias, onClose }: RunDrillDialogProps) {
  const router = useRouter();
  const [alias, setAlias] = useState(firstAlias(drill, aliases, askedAlias));
  const [reason, setReason] = useState("");
  const [idempotencyKey, setKey] = useState(newIdempotencyKey);
  const run = useMutation({
    ...runDrillMutation(),
    onSuccess: ({ run_id }) => router.push(`/drills/runs/${run_id}`),
  });
  const given = reason.trim();

  function choose(next: string): void {
    setAlias(next);
    setKey(newIdempotencyKey());
  }

  return (
    <Modal opened onClose={onClose} title={`Run ${drill.title}?`}>
      <div className={styles.body}>
        <p>{drill.proves}</p>
        <p className={styles.blast}>
          <b>Blast radius.</b> {drill.blast_radius} About {formatDuration(drill.about_ms)}; it aborts by itself when
          real traffic degrades.
        </p>
        <ol className={styles.steps} aria-label="Steps">
          {drill.step_titles.map((title) => (
            <li key={title}>{title}</li>
          ))}
        </ol>
        <label className={styles.field}>
          Alias
          <select value={alias} onChange={(event) => choose(event.target.value)}>
            {aliases.map((known) => (
              <option key={known}>{known}</option>
            ))}
          </select>
        </label>
        <TextInput
          label="Reason (optional)"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {run.error !== null && <OrderFailure error={run.error} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button
            loading={run.isPending || run.isSuccess}
            data-autofocus
            onClick={() =>
              run.mutate({
                drill: drill.id,
                alias,
                idempotencyKey,
                ...(given.length >= SHORTEST_REASON ? { reason: given } : {}),
              })
            }
          >
            Run drill on {alias}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function firstAlias(drill: DrillCard, aliases: readonly string[], asked: string | null): string {
  const wanted = [asked, drill.last_run?.alias];
  return aliases.find((alias) => wanted.includes(alias)) ?? aliases[0] ?? "";
}
