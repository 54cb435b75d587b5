"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { drillRunQuery } from "@/lib/client/drill-queries";
import type { DrillRunView as Run } from "@/lib/contract/drill";
import { QueryState } from "../query-state";
import { ConsoleLink } from "../ui/console-link";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { VersionLink } from "../ui/version-link";
import { DrillFigures } from "./drill-figures";
import { DrillLog } from "./drill-log";
import { tellingStep } from "./drill-progress";
import { DrillPulse } from "./drill-pulse";
import styles from "./drill-run-view.module.css";
import { DrillStateBadge } from "./drill-state-badge";
import { EvidencePanel } from "./evidence-panel";
import { StepDetail } from "./step-detail";
import { StepList } from "./step-list";
import { StopDrillButton } from "./stop-drill-button";

/** One run, live: its steps, what was expected and seen, its log, and its evidence once it is over. */
export function DrillRunView({ id }: { readonly id: string }) {
  const query = useQuery(drillRunQuery(id));
  return (
    <QueryState query={query} subject="The drill run" skeleton={<Skeleton height={560} />}>
      {(run) => <DrillRun run={run} />}
    </QueryState>
  );
}

function DrillRun({ run }: { readonly run: Run }) {
  // Null follows the run; a press stays with the step that was pressed.
  const [pressed, setPressed] = useState<string | null>(null);
  const shown = pressed ?? tellingStep(run);
  const step = run.steps.find(({ id }) => id === shown) ?? null;
  const isOver = run.ended_at !== null;
  const done = run.steps.filter(({ state }) => state === "passed").length;
  return (
    <>
      <PageHeading title={run.title} actions={isOver ? null : <StopDrillButton id={run.id} />}>
        <span className={styles.state}>
          <DrillStateBadge state={run.state} />
          <span>
            {run.sentence} On {run.alias} <VersionLink version={run.route_version} />, started by {run.started_by}
            {run.reason === null ? "" : `: ${run.reason}`}
            {run.part_of !== null && (
              <>
                , part of a <ConsoleLink href={`/drills/runs/${run.part_of}`}>game day</ConsoleLink>
              </>
            )}
          </span>
        </span>
      </PageHeading>
      <DrillFigures run={run} />
      <div className={styles.columns}>
        <Panel title="How far is it?" note={`${done} of ${run.steps.length} passed`} isFlush>
          <StepList steps={run.steps} shown={shown} onShow={setPressed} />
        </Panel>
        <div className={styles.side}>
          {step !== null && <StepDetail key={step.id} step={step} parts={run.parts} at={run.steps.indexOf(step)} />}
          <DrillPulse run={run} />
          <DrillLog lines={run.log} isLive={!isOver} />
          {isOver && <EvidencePanel run={run} />}
        </div>
      </div>
    </>
  );
}
