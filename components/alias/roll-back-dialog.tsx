"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "@/components/shell/session-context";
import { formatDuration } from "@/components/ui/format-duration";
import { formatSetPercent } from "@/components/ui/format-percent";
import { announce } from "@/lib/client/announce";
import { type RollbackOrder, rollbackMutation } from "@/lib/client/mutations";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { canaryQuery, routeMapVersionQuery } from "@/lib/client/queries";
import type { CanaryView, RollbackResult } from "@/lib/contract/canary";
import styles from "./dialog.module.css";
import { effectOfVersion } from "./effect-of-version";
import { OrderDone } from "./order-done";
import { OrderFailure } from "./order-failure";
import { TargetHealth } from "./target-health";
import { VerificationLink } from "./verification-link";

const SHORTEST_REASON = 3;

export interface RollBackDialogProps {
  readonly alias: string;
  /** An older version chosen by hand; null for the one the server names. */
  readonly toVersion: number | null;
  readonly onClose: () => void;
}

/** The second of the two actions of a rollback: what it does, and the verb with the focus on it. Works from stale data. */
export function RollBackDialog({ alias, toVersion, onClose }: RollBackDialogProps) {
  const { data: canary } = useQuery(canaryQuery(alias));
  const rollback = useMutation({ ...rollbackMutation(), onSuccess: (result) => announce(doneText(result)) });
  const target = toVersion ?? canary?.rollback_to ?? null;
  const verb = target === null ? `Roll back ${alias}` : `Roll back to v${target}`;
  const question = target === null ? `${verb}?` : `Roll back ${alias} to v${target}?`;
  return (
    <Modal opened onClose={onClose} title={rollback.data ? alias : question}>
      {rollback.data ? (
        <OrderDone
          text={doneText(rollback.data)}
          note="New requests use the restored routes. Requests in flight finish their current attempt first. What is left of the old version is being checked."
          next={<VerificationLink id={rollback.data.verification_id} onFollow={onClose} />}
          onClose={onClose}
        />
      ) : (
        <RollBackForm
          alias={alias}
          canary={canary ?? null}
          toVersion={target}
          isChosen={toVersion !== null}
          verb={verb}
          isPending={rollback.isPending}
          error={rollback.error}
          onRollBack={rollback.mutate}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

interface RollBackFormProps {
  readonly alias: string;
  readonly canary: CanaryView | null;
  /** Null while the server's own choice is not known: it then picks. */
  readonly toVersion: number | null;
  /** The version was chosen by hand, so the server's remarks on its own choice do not apply. */
  readonly isChosen: boolean;
  readonly verb: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onRollBack: (order: RollbackOrder) => void;
  readonly onClose: () => void;
}

function RollBackForm({
  alias,
  canary,
  toVersion,
  isChosen,
  verb,
  isPending,
  error,
  onRollBack,
  onClose,
}: RollBackFormProps) {
  const { principal } = useSession();
  const [reason, setReason] = useState("");
  const [idempotencyKey] = useState(newIdempotencyKey);
  const unavailable = isChosen ? null : (canary?.rollback_unavailable ?? null);
  const obstacle = whyNotAllowed(principal, "alias.roll_back") ?? unavailable;
  const keep = canary === null ? "Keep as it is" : `Keep v${canary.active_version}`;

  function rollBack() {
    const given = reason.trim();
    onRollBack({
      alias,
      idempotencyKey,
      ...(toVersion === null ? {} : { toVersion }),
      ...(given.length >= SHORTEST_REASON ? { reason: given } : {}),
    });
  }

  return (
    <div className={styles.body}>
      {obstacle === null ? (
        <>
          {isChosen && toVersion !== null ? (
            <ChosenVersionEffect alias={alias} canary={canary} toVersion={toVersion} />
          ) : (
            <RollbackEffect canary={canary} />
          )}
          <TargetHealth
            health={canary?.rollback_health ?? null}
            toVersion={isChosen ? toVersion : null}
            alias={alias}
          />
          <TextInput
            label="Reason (optional)"
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      ) : (
        <p className={styles.warning}>{obstacle}</p>
      )}
      {error !== null && <OrderFailure error={error} />}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose} {...(obstacle === null ? {} : { "data-autofocus": true })}>
          {keep}
        </Button>
        {obstacle === null && (
          <Button color="red" loading={isPending} onClick={rollBack} data-autofocus>
            {verb}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ChosenVersionEffectProps {
  readonly alias: string;
  readonly canary: CanaryView | null;
  readonly toVersion: number;
}

/** The server only works out the effect of its own choice; for another version it follows from that version's content. */
function ChosenVersionEffect({ alias, canary, toVersion }: ChosenVersionEffectProps) {
  const { data: version } = useQuery({ ...routeMapVersionQuery(toVersion), placeholderData: () => undefined });
  const section = version?.content.aliases[alias];
  if (canary === null || section === undefined)
    return <RollbackEffect canary={canary && { ...canary, rollback_effect: [] }} />;
  return <RollbackEffect canary={{ ...canary, rollback_effect: effectOfVersion(canary.cohorts, section) }} />;
}

function RollbackEffect({ canary }: { readonly canary: CanaryView | null }) {
  if (canary === null)
    return <p className={styles.note}>The server picks the version this alias had before its canary.</p>;
  return (
    <>
      {canary.rollback_effect.length > 0 && (
        <ul className={styles.effects} aria-label="Effect for each cohort">
          {canary.rollback_effect.map(({ cohort, from_percent, to_percent }) => (
            <li key={cohort}>
              <b>{cohort}</b>
              <span>
                {from_percent === to_percent
                  ? `stays at ${formatSetPercent(to_percent)} canary`
                  : `canary ${formatSetPercent(from_percent)} → ${formatSetPercent(to_percent)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.note}>
        New requests follow it at once; requests in flight finish their current attempt. Only this alias changes. v
        {canary.active_version} is kept, and you can shift to it again.
      </p>
    </>
  );
}

function doneText({ restores, route_version, took_ms }: RollbackResult): string {
  return `Rolled back to v${restores} as v${route_version} in ${formatDuration(took_ms)}`;
}
