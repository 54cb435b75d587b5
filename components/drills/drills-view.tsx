"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { drillsQuery } from "@/lib/client/drill-queries";
import type { DrillCard, DrillList } from "@/lib/contract/drill";
import { QueryState } from "../query-state";
import { EmptyState } from "../ui/empty-state";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { DrillCatalogue } from "./drill-catalogue";
import { DrillRuns } from "./drill-runs";
import styles from "./drills-view.module.css";

const RunDrillDialog = dynamic(() => import("./run-drill-dialog").then((module) => module.RunDrillDialog), {
  ssr: false,
});

/** What can be rehearsed, how each rehearsal went last, and what was run. */
export function DrillsView() {
  const query = useQuery(drillsQuery());
  return (
    <QueryState query={query} subject="The drills" skeleton={<Skeleton height={560} />}>
      {(list) => <Drills list={list} />}
    </QueryState>
  );
}

function Drills({ list }: { readonly list: DrillList }) {
  // A refused shift leads here with the drill that would allow it.
  const asked = useSearchParams();
  const [chosen, setChosen] = useState<DrillCard | null>(
    () => list.drills.find(({ id }) => id === asked.get("drill")) ?? null,
  );
  return (
    <>
      <PageHeading title={headline(list)}>
        Rehearse failure before failure comes: synthetic requests through the real gateway, on a lane of their own. No
        real caller&apos;s answer changes.
      </PageHeading>
      <div className={styles.columns}>
        <Panel title="What can be rehearsed?" note={`${list.drills.length} drills`} isFlush>
          <DrillCatalogue drills={list.drills} isOneRunning={list.running !== null} onRun={setChosen} />
        </Panel>
        <Panel title="What was run?" note="newest first" isFlush>
          {list.runs.length === 0 ? (
            <EmptyState title="No drill was run yet.">
              <p>Begin with “Primary success canary”: it takes a few seconds and breaks nothing.</p>
            </EmptyState>
          ) : (
            <DrillRuns runs={list.runs} />
          )}
        </Panel>
      </div>
      {chosen !== null && (
        <RunDrillDialog
          drill={chosen}
          aliases={list.aliases}
          askedAlias={asked.get("alias")}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  );
}

function headline({ drills, running }: DrillList): string {
  if (running !== null) return `${running.title} is running on ${running.alias}`;
  const passed = drills.filter(({ last_run }) => last_run?.state === "passed").length;
  const failed = drills.filter(({ last_run }) => last_run?.state === "failed").length;
  if (failed > 0) return `${failed} of ${drills.length} drills failed last time`;
  return passed === 0 ? "Nothing is rehearsed yet" : `${passed} of ${drills.length} drills passed last time`;
}
