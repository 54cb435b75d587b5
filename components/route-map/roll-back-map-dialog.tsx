"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { announce } from "@/lib/client/announce";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { routeMapDiffQuery, routeMapVersionsQuery } from "@/lib/client/queries";
import { mapRollbackMutation } from "@/lib/client/rollback-queries";
import type { RollbackResult } from "@/lib/contract/canary";
import styles from "../alias/dialog.module.css";
import { OrderDone } from "../alias/order-done";
import { OrderFailure } from "../alias/order-failure";
import { VerificationLink } from "../alias/verification-link";
import { useSession } from "../shell/session-context";
import { formatDuration } from "../ui/format-duration";

const SHORTEST_REASON = 3;

export interface RollBackMapDialogProps {
  readonly toVersion: number;
  readonly onClose: () => void;
}

/** The second of the two actions of a whole-map rollback: which aliases it moves, and the verb with the focus on it. */
export function RollBackMapDialog({ toVersion, onClose }: RollBackMapDialogProps) {
  const { principal } = useSession();
  const [reason, setReason] = useState("");
  const [idempotencyKey] = useState(newIdempotencyKey);
  const rollback = useMutation({ ...mapRollbackMutation(), onSuccess: (result) => announce(doneText(result)) });
  const obstacle = whyNotAllowed(principal, "route_map.roll_back");
  const verb = `Roll back all to v${toVersion}`;

  function rollBack() {
    const given = reason.trim();
    rollback.mutate({ toVersion, idempotencyKey, ...(given.length >= SHORTEST_REASON ? { reason: given } : {}) });
  }

  return (
    <Modal opened onClose={onClose} title={rollback.data ? "Route map" : `Roll back every alias to v${toVersion}?`}>
      {rollback.data ? (
        <OrderDone
          text={doneText(rollback.data)}
          note="New requests use the restored routes. What is left of the old version is being checked."
          next={<VerificationLink id={rollback.data.verification_id} onFollow={onClose} />}
          onClose={onClose}
        />
      ) : (
        <div className={styles.body}>
          {obstacle === null ? (
            <>
              <MapEffect toVersion={toVersion} />
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
          {rollback.error !== null && <OrderFailure error={rollback.error} />}
          <div className={styles.buttons}>
            <Button variant="default" onClick={onClose} {...(obstacle === null ? {} : { "data-autofocus": true })}>
              Keep the active version
            </Button>
            {obstacle === null && (
              <Button color="red" loading={rollback.isPending} onClick={rollBack} data-autofocus>
                {verb}
              </Button>
            )}
          </div>
        </div>
      )}
    </Modal>
  );
}

/** What moves, from the difference between the two versions. */
function MapEffect({ toVersion }: { readonly toVersion: number }) {
  const { data: versions } = useQuery(routeMapVersionsQuery());
  const from = versions?.active_version ?? toVersion;
  const { data: diff } = useQuery({ ...routeMapDiffQuery(from, toVersion), enabled: versions !== undefined });
  const counts = new Map<string, number>();
  for (const { alias } of diff?.entries ?? []) {
    if (alias !== null) counts.set(alias, (counts.get(alias) ?? 0) + 1);
  }
  return (
    <>
      {counts.size > 0 && (
        <ul className={styles.effects} aria-label="Aliases that change">
          {[...counts].map(([alias, count]) => (
            <li key={alias}>
              <b>{alias}</b>
              <span>{count === 1 ? "1 field" : `${count} fields`}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.note}>
        New requests follow it at once; requests in flight finish their current attempt. The active version is kept in
        the list. An alias that v{toVersion} does not have stays as it is.
      </p>
    </>
  );
}

function doneText({ restores, route_version, took_ms }: RollbackResult): string {
  return `All aliases back to v${restores} as v${route_version} in ${formatDuration(took_ms)}`;
}
