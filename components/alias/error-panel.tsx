"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { placeMarkers } from "@/components/charts/chart-marker";
import { type ErrorSeries, errorSeries } from "@/components/charts/error-series";
import { perBucket } from "@/components/charts/per-bucket";
import { QueryState } from "@/components/query-state";
import { formatPercent } from "@/components/ui/format-percent";
import { QuietSelect } from "@/components/ui/quiet-select";
import { trafficQuery } from "@/lib/client/queries";
import { useIsNarrow } from "@/lib/client/use-is-narrow";
import { useTimeZone, useWindow } from "@/lib/client/use-view";
import type { AliasTraffic } from "@/lib/contract/traffic";
import { ErrorLegend } from "./error-legend";
import { ErrorTable } from "./error-table";

const ErrorChart = dynamic(() => import("@/components/charts/error-chart"), {
  ssr: false,
  loading: () => <Skeleton />,
});

const EVERY_ROUTE = "";

/** What fails: error classes as a share of attempts, over all routes or one. */
export function ErrorPanel({ alias }: { readonly alias: string }) {
  const [window] = useWindow();
  const query = useQuery(trafficQuery(alias, window, ["route"]));
  return (
    <QueryState query={query} subject="Error classes" skeleton={<Skeleton height={330} radius={10} />}>
      {(traffic) => <ErrorAnswer traffic={traffic} />}
    </QueryState>
  );
}

function ErrorAnswer({ traffic }: { readonly traffic: AliasTraffic }) {
  const [route, setRoute] = useState(EVERY_ROUTE);
  const [zone] = useTimeZone();
  const isNarrow = useIsNarrow();
  const routes = traffic.groups.flatMap((group) => (group.route === null ? [] : [group.route]));
  const shown = routes.includes(route) ? route : EVERY_ROUTE;
  const groups = traffic.groups.filter((group) => shown === EVERY_ROUTE || group.route === shown);
  const series = errorSeries(traffic, groups);
  const times = series.bars.map((bar) => bar.atMs);
  const markers = placeMarkers(traffic.markers, times, isNarrow ? 1 : 2);
  return (
    <ChartFrame
      title="What fails?"
      note={`share of attempts ${perBucket(series.bucketMs)}`}
      summary={summaryOf(series)}
      controls={
        routes.length > 1 && (
          <QuietSelect
            isSmall
            label="Route"
            value={shown}
            options={[EVERY_ROUTE, ...routes].map((value) => ({ value, label: value || "all routes" }))}
            onChange={setRoute}
          />
        )
      }
      chart={
        <ErrorChart bars={series.bars} keys={series.totals.map((total) => total.key)} markers={markers} zone={zone} />
      }
      table={<ErrorTable series={series} markers={markers} />}
      legend={<ErrorLegend alias={traffic.alias} route={shown || null} series={series} markers={markers} />}
    />
  );
}

function summaryOf({ totals, attempts }: ErrorSeries): string {
  if (attempts === 0) return "No attempts in this window.";
  if (totals.length === 0) return `None of ${attempts} attempts failed.`;
  const parts = totals.map(({ key, count, percent }) => `${key} ${count} (${formatPercent(percent)})`);
  return `Of ${attempts} attempts: ${parts.join(", ")}.`;
}
