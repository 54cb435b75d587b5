"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { rolloutQuery } from "@/lib/client/rollout-queries";
import type { RolloutView as Rollout } from "@/lib/contract/rollout";
import { CohortShares } from "../alias/cohort-shares";
import { QueryState } from "../query-state";
import { FactList } from "../requests/fact-list";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { evidenceNote } from "./evidence-note";
import { GateTable } from "./gate-table";
import { MirrorPanels } from "./mirror-panels";
import { RolloutChecks } from "./rollout-checks";
import { rolloutFacts } from "./rollout-facts";
import { RolloutHeader } from "./rollout-header";
import styles from "./rollout-view.module.css";
import { StageRail } from "./stage-rail";
import { TimelineList } from "./timeline-list";
import { VerdictBar } from "./verdict-bar";

/** One rollout: where it stands and why, what keeps it there, what the gates say, and all that happened. */
export function RolloutView({ id }: { readonly id: string }) {
  const query = useQuery(rolloutQuery(id));
  return (
    <QueryState query={query} subject={`Rollout ${id}`} skeleton={<Skeleton height={640} radius={10} />}>
      {(rollout) => (
        <div className={styles.page}>
          <RolloutHeader rollout={rollout} />
          <VerdictBar rollout={rollout} />
          <Panel title="How far is it?" note={`${rollout.stages.length} stages`} isFlush>
            <StageRail rollout={rollout} />
          </Panel>
          <div className={styles.row}>
            <ChecksPanel rollout={rollout} />
            <Panel title="Who gets the canary?" note="measured, set">
              <CohortShares cohorts={rollout.cohorts} />
              <div className={styles.facts}>
                <FactList facts={rolloutFacts(rollout)} />
              </div>
            </Panel>
          </div>
          <GatesOfStage rollout={rollout} />
          <MirrorPanels alias={rollout.alias} />
          <Panel title="What happened?" note="Newest first" isFlush>
            <TimelineList lines={rollout.timeline} />
          </Panel>
        </div>
      )}
    </QueryState>
  );
}

function ChecksPanel({ rollout }: { readonly rollout: Rollout }) {
  const next = rollout.stages.find(({ position }) => position === "next");
  if (rollout.checks.length === 0) {
    return (
      <Panel title="What keeps it where it is?">
        <EmptyState title={rollout.text}>{rollout.next}</EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={`What has to hold before ${next?.name ?? "it completes"}?`} note="in this order" isFlush>
      <RolloutChecks checks={rollout.checks} />
    </Panel>
  );
}

function GatesOfStage({ rollout }: { readonly rollout: Rollout }) {
  const { evidence } = rollout;
  if (evidence === null) {
    const isOver = rollout.state === "completed" || rollout.state === "rolled_back";
    return (
      <Panel title="Does the canary hold up?">
        <EmptyState
          title={isOver ? "The rollout is over, so its gates judge nothing any more." : "There is no evidence yet."}
        >
          {isOver
            ? "What they said last is in what happened."
            : "Gates judge the canary once its first stage is in force."}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title="Does the canary hold up?" note={evidenceNote(evidence)} isFlush>
      <GateTable gates={evidence.gates} />
    </Panel>
  );
}
