"use client";

import { Button, Modal, NumberInput, SegmentedControl, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { announce } from "@/lib/client/announce";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { canaryQuery } from "@/lib/client/queries";
import { type StartRolloutOrder, startRolloutMutation } from "@/lib/client/rollout-queries";
import { useIsStale } from "@/lib/client/use-live";
import type { CanaryView } from "@/lib/contract/canary";
import type { RolloutOrderResult } from "@/lib/contract/rollout";
import { DEFAULT_SOAK_MS } from "@/lib/core/rollout-stages";
import { ApprovalLink } from "../alias/approval-link";
import styles from "../alias/dialog.module.css";
import { OrderDone } from "../alias/order-done";
import { OrderFailure } from "../alias/order-failure";
import { QueryState } from "../query-state";
import { useSession } from "../shell/session-context";
import { ConsoleLink } from "../ui/console-link";
import { plannedStages } from "./planned-stages";

const SHORTEST_REASON = 3;
const MINUTE_MS = 60_000;
const LONGEST_SOAK_MINUTES = 24 * 60;

/** Starts the guarded rollout of an alias: which stages it will walk, how long each soaks, and who moves it on. */
export function StartRolloutDialog({ alias, onClose }: { readonly alias: string; readonly onClose: () => void }) {
  const query = useQuery(canaryQuery(alias));
  const start = useMutation({ ...startRolloutMutation(), onSuccess: (result) => announce(doneText(result)) });
  return (
    <Modal opened onClose={onClose} title={`Start the rollout of ${alias}?`}>
      {start.data !== undefined ? (
        <StartDone result={start.data} onClose={onClose} />
      ) : (
        <QueryState query={query} subject="The canary" skeleton={<Skeleton height={280} />}>
          {(canary) => (
            <StartForm
              canary={canary}
              isPending={start.isPending}
              error={start.error}
              onStart={start.mutate}
              onClose={onClose}
            />
          )}
        </QueryState>
      )}
    </Modal>
  );
}

interface StartFormProps {
  readonly canary: CanaryView;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onStart: (order: StartRolloutOrder) => void;
  readonly onClose: () => void;
}

function StartForm({ canary, isPending, error, onStart, onClose }: StartFormProps) {
  const { principal } = useSession();
  const isStale = useIsStale();
  const [soakMinutes, setSoakMinutes] = useState(DEFAULT_SOAK_MS / MINUTE_MS);
  const [advance, setAdvance] = useState("person");
  const [reason, setReason] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const obstacle =
    whyNotAllowed(principal, "rollout.start") ??
    (canary.canary_route === null ? `${canary.alias} has no canary route in v${canary.active_version}.` : null) ??
    (isStale ? "Data is stale: starting a rollout waits until it is fresh." : null);
  const isReady = obstacle === null && reason.trim().length >= SHORTEST_REASON;

  /** A changed wish is a new order; only the same one may be sent twice under one key. */
  function change(apply: () => void) {
    apply();
    setIdempotencyKey(newIdempotencyKey());
  }

  function start(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    onStart({
      alias: canary.alias,
      reason: reason.trim(),
      soakMs: Math.round(soakMinutes * MINUTE_MS),
      automation: { advance: advance === "machine" },
      baseVersion: canary.active_version,
      idempotencyKey,
    });
  }

  return (
    <form className={styles.body} onSubmit={start}>
      <div>
        <p className={styles.label}>Stages to {canary.canary_route ?? "the canary"}</p>
        <p className={styles.note}>{plannedStages(canary).join(" → ")}</p>
      </div>
      {obstacle !== null && <p className={styles.warning}>{obstacle}</p>}
      {obstacle === null && (
        <>
          <NumberInput
            label="Soak of each stage, in minutes"
            description="The least time before the next one."
            min={0}
            max={LONGEST_SOAK_MINUTES}
            clampBehavior="strict"
            value={soakMinutes}
            onChange={(value) => change(() => setSoakMinutes(typeof value === "number" ? value : 0))}
          />
          <div>
            <p className={styles.label}>Who moves it on</p>
            <SegmentedControl
              fullWidth
              aria-label="Who moves it on"
              value={advance}
              data={[
                { value: "person", label: "An operator" },
                { value: "machine", label: "By itself, once approved" },
              ]}
              onChange={(next) => change(() => setAdvance(next))}
            />
          </div>
          <p className={styles.note}>
            It holds, steps down and rolls back by itself. Widening more than internal needs an approver either way.
          </p>
          <TextInput
            label="Reason"
            description="Kept in the timeline and the audit trail."
            value={reason}
            maxLength={500}
            onChange={(event) => change(() => setReason(event.currentTarget.value))}
          />
        </>
      )}
      {error !== null && <OrderFailure error={error} />}
      <div className={styles.buttons}>
        <Button ref={keep} variant="default" onClick={onClose} data-autofocus>
          Keep it as it is
        </Button>
        {obstacle === null && (
          <Button type="submit" loading={isPending} aria-disabled={!isReady} data-quiet={!isReady}>
            Start the rollout
          </Button>
        )}
      </div>
    </form>
  );
}

function StartDone({ result, onClose }: { readonly result: RolloutOrderResult; readonly onClose: () => void }) {
  const isAsked = "approval_id" in result;
  return (
    <OrderDone
      text={doneText(result)}
      note={
        isAsked
          ? "Nothing has changed yet. Somebody else with the role approver decides; the evidence is frozen as it is now."
          : "Its gates judge the canary from now on."
      }
      next={
        isAsked ? (
          <ApprovalLink id={result.approval_id} onFollow={onClose} />
        ) : (
          <Button
            component={ConsoleLink}
            href={`/rollouts/${encodeURIComponent(result.rollout_id)}`}
            className={styles.link ?? ""}
            onClick={onClose}
            data-autofocus
          >
            Open the rollout
          </Button>
        )
      }
      onClose={onClose}
    />
  );
}

function doneText(result: RolloutOrderResult): string {
  if ("approval_id" in result) return `Asked: approval ${result.approval_id} waits`;
  return result.state === "pending" ? `Rollout ${result.rollout_id} waits` : `Rollout ${result.rollout_id} has started`;
}
