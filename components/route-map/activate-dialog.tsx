"use client";

import { Button, Modal, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { announce } from "@/lib/client/announce";
import { activateMutation, keptDraftCheckQuery } from "@/lib/client/draft-queries";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { useIsStale } from "@/lib/client/use-live";
import type { ActivateAnswer, DraftCheck } from "@/lib/contract/route-map-draft";
import { ApprovalLink } from "../alias/approval-link";
import styles from "../alias/dialog.module.css";
import { OrderDone } from "../alias/order-done";
import { OrderFailure } from "../alias/order-failure";
import { QueryState } from "../query-state";
import { useSession } from "../shell/session-context";
import { formatDuration } from "../ui/format-duration";
import css from "./activate-dialog.module.css";
import { ActivationRefusals } from "./activation-refusals";
import { SemanticDiff } from "./semantic-diff";

const SHORTEST_REASON = 3;

export interface ActivateDialogProps {
  readonly version: number;
  readonly onClose: () => void;
}

/** Puts a draft in force. What it changes stands above the button, and the focus is on keeping things as they are. */
export function ActivateDialog({ version, onClose }: ActivateDialogProps) {
  const client = useQueryClient();
  const query = useQuery(keptDraftCheckQuery(version, client));
  const activate = useMutation({ ...activateMutation(), onSuccess: (result) => announce(doneText(result)) });
  return (
    <Modal opened size="lg" onClose={onClose} title={activate.data ? "Route map" : `Activate v${version}?`}>
      {activate.data ? (
        <OrderDone
          text={doneText(activate.data)}
          note={
            "approval_id" in activate.data
              ? "Nothing has changed yet. Somebody else with the role approver decides; the evidence is frozen as it is now."
              : "The next request is routed by it. Requests in flight finish their current attempt first."
          }
          {...("approval_id" in activate.data
            ? { next: <ApprovalLink id={activate.data.approval_id} onFollow={onClose} /> }
            : {})}
          onClose={onClose}
        />
      ) : (
        <QueryState query={query} subject="What it changes" skeleton={<Skeleton height={200} />}>
          {(check) => (
            <ActivateForm
              version={version}
              check={check}
              isPending={activate.isPending}
              error={activate.error}
              onActivate={(reason, idempotencyKey) =>
                activate.mutate({ version, baseVersion: check.base_version, reason, idempotencyKey })
              }
              onClose={onClose}
            />
          )}
        </QueryState>
      )}
    </Modal>
  );
}

interface ActivateFormProps {
  readonly version: number;
  readonly check: DraftCheck;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onActivate: (reason: string, idempotencyKey: string) => void;
  readonly onClose: () => void;
}

function ActivateForm({ version, check, isPending, error, onActivate, onClose }: ActivateFormProps) {
  const { principal } = useSession();
  const isStale = useIsStale();
  const [reason, setReason] = useState("");
  const [idempotencyKey] = useState(newIdempotencyKey);
  const keep = useRef<HTMLButtonElement>(null);
  // The dialog is open before it knows what it is about: only then is there something to keep.
  useEffect(() => keep.current?.focus(), []);
  const obstacle =
    whyNotAllowed(principal, "route_map.activate") ?? (isStale ? "The data is stale; wait until it is fresh." : null);
  const isReady = obstacle === null && check.refusals.length === 0;
  return (
    <div className={styles.body}>
      <div className={css.diff}>
        <SemanticDiff entries={check.entries} />
      </div>
      <ActivationRefusals refusals={check.refusals} />
      {isReady && check.needs_approval !== null && <p className={styles.note}>{check.needs_approval}</p>}
      {check.deletes_keys_of.length > 0 && (
        <p className={styles.warning}>
          The kept key of {check.deletes_keys_of.join(", ")} is deleted with it, because it was entered for another
          host. Enter the new one in Settings right afterwards: until then calls there fail.
        </p>
      )}
      {obstacle !== null && <p className={styles.warning}>{obstacle}</p>}
      {isReady && (
        <TextInput
          label="Reason"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {error !== null && <OrderFailure error={error} />}
      <div className={styles.buttons}>
        <Button ref={keep} variant="default" onClick={onClose} data-autofocus>
          Keep v{check.base_version}
        </Button>
        {isReady && (
          <Button
            loading={isPending}
            disabled={reason.trim().length < SHORTEST_REASON}
            onClick={() => onActivate(reason.trim(), idempotencyKey)}
          >
            {check.needs_approval === null ? `Activate v${version}` : `Ask to activate v${version}`}
          </Button>
        )}
      </div>
    </div>
  );
}

function doneText(answer: ActivateAnswer): string {
  if ("approval_id" in answer) return `Asked to activate it: approval ${answer.approval_id} waits`;
  const { route_version, took_ms } = answer;
  return `v${route_version} is active, after ${formatDuration(took_ms)}`;
}
