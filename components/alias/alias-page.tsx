"use client";

import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/ui/empty-state";
import { canaryQuery, overviewQuery, trafficQuery } from "@/lib/client/queries";
import { useWindow } from "@/lib/client/use-view";
import { AliasActions } from "./alias-actions";
import { AliasHeader } from "./alias-header";
import styles from "./alias-page.module.css";
import { CanaryPanel } from "./canary-panel";
import { ErrorPanel } from "./error-panel";
import { FailureExamples } from "./failure-examples";
import { GatesPanel } from "./gates-panel";
import { LatencyPanel } from "./latency-panel";
import { RoutesPanel } from "./routes-panel";
import { TilesPanel } from "./tiles-panel";

/** One alias: how it is, stable against canary, what fails, how slow, and the two ways to move its traffic. */
export function AliasPage({ alias }: { readonly alias: string }) {
  const [window] = useWindow();
  const { data: canary, error } = useQuery(canaryQuery(alias));
  const { data: overview } = useQuery(overviewQuery(window));
  const { data: traffic } = useQuery(trafficQuery(alias, window, ["arm"]));
  const summary = overview?.aliases.find((candidate) => candidate.alias === alias) ?? null;
  if (canary === undefined && error !== null) {
    return <EmptyState title={`${alias} could not be loaded.`}>{error.message}</EmptyState>;
  }
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <AliasHeader alias={alias} summary={summary} canary={canary ?? null} markers={traffic?.markers ?? []} />
        <AliasActions alias={alias} status={summary?.status ?? "no_data"} canary={canary ?? null} />
      </div>
      <TilesPanel alias={alias} />
      <div className={styles.row}>
        <ErrorPanel alias={alias} />
        <CanaryPanel alias={alias} />
      </div>
      <GatesPanel alias={alias} />
      <div className={styles.row}>
        <LatencyPanel alias={alias} />
        <RoutesPanel alias={alias} />
      </div>
      <FailureExamples alias={alias} />
    </div>
  );
}
