"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { approvalQuery } from "@/lib/client/approval-queries";
import type { ApprovalView as Approval } from "@/lib/contract/approval";
import { QueryState } from "../query-state";
import { FactList } from "../requests/fact-list";
import { evidenceNote } from "../rollouts/evidence-note";
import { GateTable } from "../rollouts/gate-table";
import { TimelineList } from "../rollouts/timeline-list";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import { approvalFacts } from "./approval-facts";
import { ApprovalHeader } from "./approval-header";
import styles from "./approval-view.module.css";
import { evidenceVerdict } from "./approval-words";
import { ChangePanel } from "./change-panel";
import { DecisionPanel } from "./decision-panel";
import { GateLines } from "./gate-lines";
import { UncoveredList } from "./uncovered-list";

/** One request for approval: the frozen evidence, what changes, what nobody knows, and the decision. */
export function ApprovalView({ id }: { readonly id: string }) {
  const query = useQuery(approvalQuery(id));
  return (
    <QueryState query={query} subject={`Approval ${id}`} skeleton={<Skeleton height={640} radius={10} />}>
      {(approval) => (
        <div className={styles.page}>
          <ApprovalHeader approval={approval} />
          <div className={styles.row}>
            <div className={styles.column}>
              <EvidencePanel approval={approval} />
              <ChangePanel approval={approval} />
            </div>
            <div className={styles.decision}>
              <Panel title="What would it do?">
                <FactList facts={approvalFacts(approval)} />
              </Panel>
              <Panel title="What does the evidence not cover?">
                <UncoveredList approval={approval} />
              </Panel>
              <DecisionPanel approval={approval} />
            </div>
          </div>
          {approval.evidence !== null && (
            <Panel title="The evidence in full" note={evidenceNote(approval.evidence)} isFlush>
              <GateTable gates={approval.evidence.gates} />
            </Panel>
          )}
          <Panel title="What happened?" note="Newest first" isFlush>
            <TimelineList lines={approval.timeline} />
          </Panel>
        </div>
      )}
    </QueryState>
  );
}

function EvidencePanel({ approval }: { readonly approval: Approval }) {
  const { evidence } = approval;
  const note = (
    <span>
      frozen at <Timestamp at={approval.evidence_frozen_at} />
    </span>
  );
  if (evidence === null) {
    return (
      <Panel title="What does the evidence say?" note={note}>
        <EmptyState title="There was no evidence when this was asked.">Nobody used the canary yet.</EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={evidenceVerdict(approval) ?? "What does the evidence say?"} note={note} isFlush>
      <GateLines gates={evidence.gates} />
    </Panel>
  );
}
