"use client";

import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { announce } from "@/lib/client/announce";
import { decisionMutation } from "@/lib/client/approval-queries";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { useIsStale } from "@/lib/client/use-live";
import type { ApprovalView, DecisionResult } from "@/lib/contract/approval";
import styles from "../alias/dialog.module.css";
import { OrderFailure } from "../alias/order-failure";
import { useSession } from "../shell/session-context";
import { ConsoleLink } from "../ui/console-link";
import { formatDuration } from "../ui/format-duration";
import { approveLabel, keepLabel, typedPercent } from "./approval-words";
import { approvalObstacles, decisionObstacle } from "./decision-obstacle";

const SHORTEST_REASON = 3;

/**
 * Deliberate: the focus is on keeping things as they are, approving more than half is typed, and what would be refused
 * says so beforehand. One key for each decision, so that pressing twice decides once.
 */
export function DecisionForm({ approval }: { readonly approval: ApprovalView }) {
  const { principal } = useSession();
  const isStale = useIsStale();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [keys] = useState(() => ({ approve: newIdempotencyKey(), reject: newIdempotencyKey() }));
  const decide = useMutation({ ...decisionMutation(), onSuccess: (result) => announce(doneText(result)) });
  const keep = useRef<HTMLAnchorElement>(null);
  // The page opens at its top all the same: what is decided on stands above.
  useEffect(() => keep.current?.focus({ preventScroll: true }), []);

  const mayNot = decisionObstacle(approval, principal);
  const against = approvalObstacles(approval, isStale);
  const given = reason.trim();
  const wanted = typedPercent(approval);
  const isTyped = wanted === null || typed.trim().replace("%", "") === String(wanted);
  const canApprove = against.length === 0 && isTyped;
  const canReject = given.length >= SHORTEST_REASON;

  function order(decision: "approve" | "reject") {
    if (decide.isPending || !(decision === "approve" ? canApprove : canReject)) return;
    const { id, alias, binding } = approval;
    const stated = given.length >= SHORTEST_REASON ? given : null;
    decide.mutate({ id, alias, decision, reason: stated, binding, idempotencyKey: keys[decision] });
  }

  return (
    <div className={styles.body}>
      {against.map((text) => (
        <p key={text} className={styles.warning}>
          {text}
        </p>
      ))}
      {mayNot !== null && <p className={styles.note}>{mayNot}</p>}
      {mayNot === null && (
        <TextInput
          label="Reason"
          description="Needed to reject. Kept in the timeline and the audit trail."
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {mayNot === null && wanted !== null && against.length === 0 && (
        <TextInput
          label={`Type ${wanted} to approve more than half`}
          value={typed}
          inputMode="numeric"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {decide.error !== null && <OrderFailure error={decide.error} />}
      <div className={styles.buttons}>
        <Button ref={keep} component={ConsoleLink} href="/approvals" variant="default">
          {keepLabel(approval)}
        </Button>
        {mayNot === null && (
          <>
            <Button
              variant="default"
              loading={decide.isPending && decide.variables.decision === "reject"}
              aria-disabled={!canReject}
              data-quiet={!canReject}
              onClick={() => order("reject")}
            >
              Reject
            </Button>
            <Button
              loading={decide.isPending && decide.variables.decision === "approve"}
              aria-disabled={!canApprove}
              data-quiet={!canApprove}
              onClick={() => order("approve")}
            >
              {approveLabel(approval)}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function doneText({ approval_id: id, state, route_version: version, took_ms: tookMs }: DecisionResult): string {
  if (state !== "approved") return `Approval ${id} rejected`;
  return `Approved${version === null ? "" : `: v${version} is in force`} after ${formatDuration(tookMs)}`;
}
