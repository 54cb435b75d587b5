"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { ChartFrame } from "@/components/charts/chart-frame";
import { placeMarkers } from "@/components/charts/chart-marker";
import { latencySeries } from "@/components/charts/latency-series";
import { perBucket } from "@/components/charts/per-bucket";
import { QueryState } from "@/components/query-state";
import { formatDuration } from "@/components/ui/format-duration";
import { readPercentile } from "@/components/ui/read-percentile";
import { canaryQuery, trafficQuery } from "@/lib/client/queries";
import { useIsNarrow } from "@/lib/client/use-is-narrow";
import { useTimeZone, useWindow } from "@/lib/client/use-view";
import type { AliasTraffic } from "@/lib/contract/traffic";
import { type ArmFigures, armFigures } from "./arm-figures";
import { LatencyLegend } from "./latency-legend";
import { LatencyTable } from "./latency-table";

const LatencyChart = dynamic(() => import("@/components/charts/latency-chart"), {
  ssr: false,
  loading: () => <Skeleton />,
});

/** How slow: p50, p95 and p99 of each arm. */
export function LatencyPanel({ alias }: { readonly alias: string }) {
  const [window] = useWindow();
  const query = useQuery(trafficQuery(alias, window, ["arm"]));
  const { data: canary } = useQuery(canaryQuery(alias));
  return (
    <QueryState query={query} subject="Latency" skeleton={<Skeleton height={330} radius={10} />}>
      {(traffic) => <LatencyAnswer traffic={traffic} objectiveMs={canary?.objective.latency_p95_ms ?? null} />}
    </QueryState>
  );
}

interface LatencyAnswerProps {
  readonly traffic: AliasTraffic;
  readonly objectiveMs: number | null;
}

function LatencyAnswer({ traffic, objectiveMs }: LatencyAnswerProps) {
  const [zone] = useTimeZone();
  const isNarrow = useIsNarrow();
  const series = latencySeries(traffic);
  const figures = armFigures(traffic);
  const times = series.points.map((point) => point.atMs);
  const markers = placeMarkers(traffic.markers, times, isNarrow ? 1 : 2);
  return (
    <ChartFrame
      title="How slow?"
      note={`p50, p95, p99 ${perBucket(traffic.bucket_ms)}`}
      summary={`${armSummary("Stable", figures.stable)} ${armSummary("Canary", figures.canary)}`}
      chart={
        <LatencyChart
          points={series.points}
          hasCanary={series.hasCanary}
          objectiveMs={objectiveMs}
          markers={markers}
          zone={zone}
        />
      }
      table={<LatencyTable series={series} markers={markers} />}
      legend={
        <LatencyLegend figures={figures} hasCanary={series.hasCanary} objectiveMs={objectiveMs} markers={markers} />
      }
    />
  );
}

function armSummary(name: string, figures: ArmFigures | null): string {
  if (figures === null) return `${name}: no requests in this window.`;
  const reading = readPercentile(figures.latencyMs, "p95");
  if (reading.kind !== "value") return `${name}: too few requests for a p95.`;
  return `${name} p95 is ${formatDuration(reading.ms)} over ${reading.count} requests.`;
}
