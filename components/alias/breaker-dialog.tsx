"use client";

import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "@/components/shell/session-context";
import { QuietSelect } from "@/components/ui/quiet-select";
import { Timestamp } from "@/components/ui/timestamp";
import { announce } from "@/lib/client/announce";
import { breakerMutation } from "@/lib/client/mutations";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { canaryQuery } from "@/lib/client/queries";
import type { BreakerOrder, BreakerOrderResult } from "@/lib/contract/breaker";
import type { CanaryView, RouteHealth } from "@/lib/contract/canary";
import { BreakerBadge } from "./breaker-badge";
import styles from "./breaker-dialog.module.css";
import { breakerChoices, breakerMeaning, isLastWorking } from "./breaker-orders";
import dialog from "./dialog.module.css";
import { OrderDone } from "./order-done";
import { OrderFailure } from "./order-failure";

const SHORTEST_REASON = 3;
const MINUTE_MS = 60_000;

/** How long an order holds, in minutes as text; empty until somebody ends it. */
const HOLDS = [
  { value: "", label: "until ended" },
  { value: "15", label: "for 15 min" },
  { value: "60", label: "for 1 h" },
  { value: "480", label: "for 8 h" },
] as const;
type Hold = (typeof HOLDS)[number]["value"];

export interface BreakerDialogProps {
  readonly alias: string;
  readonly route: string;
  readonly onClose: () => void;
}

/** The second of the two actions on a breaker: each order with what it means, and one press to give it. */
export function BreakerDialog({ alias, route, onClose }: BreakerDialogProps) {
  const { data: canary } = useQuery(canaryQuery(alias));
  const override = useMutation({ ...breakerMutation(), onSuccess: (result) => announce(doneText(result)) });
  const health = canary?.routes.find((candidate) => candidate.route === route);
  return (
    <Modal opened onClose={onClose} title={`Breaker of ${route}`}>
      {override.data ? (
        <OrderDone
          text={doneText(override.data)}
          note="In force for the next attempt. Calls in flight are not cut off."
          onClose={onClose}
        />
      ) : canary === undefined || health === undefined ? (
        <p className={dialog.warning}>{route} is no route of this alias any more.</p>
      ) : (
        <BreakerForm
          canary={canary}
          health={health}
          pending={override.isPending ? override.variables.order : null}
          error={override.error}
          onOrder={(order, more) => override.mutate({ route, order, ...more })}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

interface BreakerFormProps {
  readonly canary: CanaryView;
  readonly health: RouteHealth;
  readonly pending: BreakerOrder | null;
  readonly error: Error | null;
  readonly onOrder: (
    order: BreakerOrder,
    more: { readonly reason?: string; readonly expiresInMs?: number; readonly idempotencyKey: string },
  ) => void;
  readonly onClose: () => void;
}

function BreakerForm({ canary, health, pending, error, onOrder, onClose }: BreakerFormProps) {
  const { principal } = useSession();
  const [reason, setReason] = useState("");
  const [hold, setHold] = useState<Hold>("");
  const [keys] = useState(() => new Map<string, string>());
  const obstacle = whyNotAllowed(principal, "breaker.override");
  const wouldStopAll = isLastWorking(canary, health);

  function give(order: BreakerOrder) {
    const given = reason.trim();
    const holdsMs = order === "automatic" || hold === "" ? null : Number(hold) * MINUTE_MS;
    const intent = JSON.stringify([order, given, holdsMs]);
    const idempotencyKey = keys.get(intent) ?? newIdempotencyKey();
    keys.set(intent, idempotencyKey);
    onOrder(order, {
      idempotencyKey,
      ...(given.length >= SHORTEST_REASON ? { reason: given } : {}),
      ...(holdsMs === null ? {} : { expiresInMs: holdsMs }),
    });
  }

  return (
    <div className={dialog.body}>
      <BreakerNow health={health} />
      {obstacle !== null && <p className={dialog.warning}>{obstacle}</p>}
      {obstacle === null && wouldStopAll && (
        <p className={dialog.warning}>
          <b>{health.route} is the last route of this alias that works.</b> Forced open or taken out, every request of{" "}
          {canary.alias} fails until another one works.
        </p>
      )}
      {obstacle === null && (
        <>
          <ul className={styles.choices} aria-label="Orders">
            {breakerChoices(health).map(({ order, verb, meaning, stopsRoute }) => (
              <li key={order}>
                <span className={styles.meaning}>{meaning}</span>
                <Button
                  size="sm"
                  {...(stopsRoute && wouldStopAll ? { color: "red" } : { variant: "default" })}
                  loading={pending === order}
                  disabled={pending !== null && pending !== order}
                  onClick={() => give(order)}
                >
                  {verb}
                </Button>
              </li>
            ))}
          </ul>
          <div className={styles.fields}>
            <TextInput
              label="Reason (optional)"
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <div>
              <p className={dialog.label}>Holds</p>
              <QuietSelect label="Holds" value={hold} options={HOLDS} onChange={setHold} />
            </div>
          </div>
        </>
      )}
      {error !== null && <OrderFailure error={error} />}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it as it is
        </Button>
      </div>
    </div>
  );
}

function BreakerNow({ health }: { readonly health: RouteHealth }) {
  const { override } = health.breaker;
  return (
    <div className={styles.now}>
      <p>
        <BreakerBadge health={health} /> {breakerMeaning(health)}
      </p>
      {override !== null && (
        <p className={dialog.note}>
          Ordered by {override.by} at <Timestamp at={override.since} withDay />
          {override.reason !== null && <> “{override.reason}”</>}
          {override.expires_at !== null && (
            <>
              ; ends by itself at <Timestamp at={override.expires_at} withDay />
            </>
          )}
          .
        </p>
      )}
      {health.shared_with.length > 0 && (
        <p className={dialog.note}>The same route serves {health.shared_with.join(", ")}; an order holds there too.</p>
      )}
    </div>
  );
}

const DONE: Readonly<Record<BreakerOrderResult["state"], string>> = {
  closed: "is automatic again",
  open: "is open",
  half_open: "is half open",
  forced_open: "is forced open",
  disabled: "is out of service",
  metrics_only: "is only observed",
};

function doneText({ route, state }: BreakerOrderResult): string {
  return `${route} ${DONE[state]}`;
}
