"use client";

import { Button, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useSession } from "@/components/shell/session-context";
import { ConsoleLink } from "@/components/ui/console-link";
import { formatSetPercent } from "@/components/ui/format-percent";
import { ApiError } from "@/lib/client/api";
import type { ShiftOrder } from "@/lib/client/mutations";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { useIsStale } from "@/lib/client/use-live";
import type { CanaryView } from "@/lib/contract/canary";
import { ApprovalNote } from "./approval-note";
import styles from "./dialog.module.css";
import { OrderFailure } from "./order-failure";
import { needsApproval, PRESET_PERCENTS, planShift } from "./shift-plan";
import { useOpenRollout } from "./use-open-rollout";

const SHORTEST_REASON = 3;

export interface ShiftFormProps {
  readonly canary: CanaryView;
  /** A newer version came while the form was open. */
  readonly isOutdated: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onShift: (order: ShiftOrder) => void;
  readonly onLookAgain: () => void;
  readonly onClose: () => void;
}

export function ShiftForm({ canary, isOutdated, isPending, error, onShift, onLookAgain, onClose }: ShiftFormProps) {
  const { principal } = useSession();
  const isStale = useIsStale();
  const [cohort, setCohort] = useState(canary.cohorts[0]?.cohort ?? "");
  const [percent, setPercent] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);

  const keep = useRef<HTMLButtonElement>(null);
  // Also after a second look, when the dialog itself is open already.
  useEffect(() => keep.current?.focus(), []);

  const plan = planShift(canary, cohort, percent ?? currentPercentOf(canary, cohort));
  const chosen = percent ?? plan.currentPercent;
  const obstacle = obstacleOf(canary, whyNotAllowed(principal, "cohort.shift"));
  const isAsked = needsApproval(plan, useOpenRollout(canary.alias), cohort, chosen);
  const missing = missingOf({ plan, chosen, reason, typed, isStale });
  const needsLook = isOutdated || (error instanceof ApiError && error.code === "version_conflict");

  /** A changed wish is a new order; only the same one may be sent twice under one key. */
  function change(apply: () => void) {
    apply();
    setIdempotencyKey(newIdempotencyKey());
  }

  if (obstacle !== null) return <Obstacle text={obstacle} keep={keepLabel(plan.currentPercent)} onClose={onClose} />;
  return (
    <form
      className={styles.body}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing !== null || needsLook) return;
        const baseVersion = canary.active_version;
        onShift({ alias: canary.alias, cohort, percent: chosen, reason: reason.trim(), baseVersion, idempotencyKey });
      }}
    >
      {canary.cohorts.length > 1 && (
        <div>
          <p className={styles.label}>Cohort</p>
          <SegmentedControl
            fullWidth
            aria-label="Cohort"
            value={cohort}
            data={canary.cohorts.map((share) => ({
              value: share.cohort,
              label: `${share.cohort} · ${formatSetPercent(share.set_percent)}`,
            }))}
            onChange={(next) => change(() => setCohort(next))}
          />
        </div>
      )}
      <div>
        <p className={styles.label}>Canary share of {cohort}</p>
        <div className={styles.presets}>
          {PRESET_PERCENTS.map((preset) => (
            <Button
              key={preset}
              size="compact-sm"
              variant={chosen === preset ? "filled" : "default"}
              aria-pressed={chosen === preset}
              onClick={() => change(() => setPercent(preset))}
            >
              {preset}%
            </Button>
          ))}
          <NumberInput
            size="xs"
            aria-label="Canary share in percent"
            min={0}
            max={100}
            clampBehavior="strict"
            suffix="%"
            value={chosen}
            onChange={(value) => change(() => setPercent(typeof value === "number" ? value : null))}
          />
        </div>
      </div>
      <p className={styles.note} aria-live="off">
        {plan.effect}
      </p>
      {isAsked && <ApprovalNote alias={canary.alias} />}
      <CanaryContract canary={canary} />
      <TextInput
        label="Reason"
        description="Kept in the audit trail."
        value={reason}
        maxLength={500}
        onChange={(event) => change(() => setReason(event.currentTarget.value))}
      />
      {plan.needsTyping && (
        <TextInput
          label={`Type ${chosen} to move more than half of ${cohort}`}
          value={typed}
          inputMode="numeric"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {error !== null && <OrderFailure error={error} />}
      {isOutdated && error === null && (
        <p className={styles.warning}>The route map changed while this was open. Look at it before you decide.</p>
      )}
      {missing !== null && percent !== null && <p className={styles.note}>{missing}</p>}
      <div className={styles.buttons}>
        <Button ref={keep} variant="default" onClick={onClose} data-autofocus>
          {keepLabel(plan.currentPercent)}
        </Button>
        {needsLook ? (
          // Its own key: were the element reused as the submit button, the press that looks would also shift.
          <Button key="look" onClick={() => change(onLookAgain)}>
            Look at the new version
          </Button>
        ) : (
          <Button
            key="shift"
            type="submit"
            loading={isPending}
            aria-disabled={missing !== null}
            data-quiet={missing !== null}
          >
            {isAsked ? "Ask to shift" : "Shift"} {cohort} to {formatSetPercent(chosen)}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What nobody has verified about the canary route yet, where somebody is about to rely on it. */
function CanaryContract({ canary }: { readonly canary: CanaryView }) {
  const route = canary.routes.find((one) => one.route === canary.canary_route);
  if (route === undefined || route.contract_note === null) return null;
  return (
    <p className={route.production_eligible ? styles.note : styles.warning}>
      {route.contract_note}{" "}
      <ConsoleLink href={`/contracts?provider=${encodeURIComponent(route.provider)}`} className={styles.link}>
        Open its contract
      </ConsoleLink>
    </p>
  );
}

function Obstacle({ text, keep, onClose }: { text: string; keep: string; onClose: () => void }) {
  return (
    <div className={styles.body}>
      <p className={styles.warning}>{text}</p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {keep}
        </Button>
      </div>
    </div>
  );
}

function keepLabel(percent: number): string {
  return `Keep at ${formatSetPercent(percent)}`;
}

function currentPercentOf(canary: CanaryView, cohort: string): number {
  return canary.cohorts.find((share) => share.cohort === cohort)?.set_percent ?? 0;
}

function obstacleOf(canary: CanaryView, notAllowed: string | null): string | null {
  if (notAllowed !== null) return notAllowed;
  if (canary.canary_route !== null) return null;
  return `${canary.alias} has no canary route in v${canary.active_version}, so there is nothing to shift to.`;
}

interface ShiftWish {
  readonly plan: ReturnType<typeof planShift>;
  readonly chosen: number;
  readonly reason: string;
  readonly typed: string;
  readonly isStale: boolean;
}

/** What still keeps the shift from being ordered; null when nothing does. */
function missingOf({ plan, chosen, reason, typed, isStale }: ShiftWish): string | null {
  if (chosen === plan.currentPercent) return "Choose another share.";
  if (isStale && plan.isExpansion) return "Data is stale: moving more traffic to the canary waits until it is fresh.";
  if (reason.trim().length < SHORTEST_REASON) return "Say why, in a few words.";
  if (plan.needsTyping && typed.trim().replace("%", "") !== String(chosen)) return `Type ${chosen} to confirm.`;
  return null;
}
