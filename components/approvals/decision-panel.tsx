"use client";

import type { ApprovalView } from "@/lib/contract/approval";
import styles from "../alias/dialog.module.css";
import { ConsoleLink } from "../ui/console-link";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import { VersionLink } from "../ui/version-link";
import { DecisionForm } from "./decision-form";

/** The decision, or how it ended and what became of it. */
export function DecisionPanel({ approval }: { readonly approval: ApprovalView }) {
  const isOpen = approval.state === "waiting";
  return (
    <Panel title={isOpen ? "Your decision" : "How did it end?"}>
      {isOpen ? <DecisionForm approval={approval} /> : <Outcome approval={approval} />}
    </Panel>
  );
}

function Outcome({ approval }: { readonly approval: ApprovalView }) {
  const { outcome, state, rollout_id: rolloutId, alias } = approval;
  if (outcome === null) return <p className={styles.note}>It ended without a word on how.</p>;
  return (
    <div className={styles.body} role="status">
      <p>{state === "void" ? `Void, because what it was bound to moved: ${outcome.text}` : outcome.text}</p>
      {(state === "void" || state === "expired") && (
        <p className={styles.note}>Nothing was changed. It has to be asked for again, with the evidence of then.</p>
      )}
      <p className={styles.note}>
        {outcome.by.kind === "system" ? "By the machine" : `By ${outcome.by.name}`} at{" "}
        <Timestamp at={outcome.at} withDay />
        {outcome.route_version !== null && (
          <>
            , in force as <VersionLink version={outcome.route_version} />
          </>
        )}
      </p>
      <p className={styles.note}>
        {rolloutId === null ? (
          <ConsoleLink href={`/aliases/${encodeURIComponent(alias)}`}>Watch {alias}</ConsoleLink>
        ) : (
          <ConsoleLink href={`/rollouts/${encodeURIComponent(rolloutId)}`}>Watch rollout {rolloutId}</ConsoleLink>
        )}
      </p>
    </div>
  );
}
