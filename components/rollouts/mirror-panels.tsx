"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { trafficQuery } from "@/lib/client/queries";
import { useIsNarrow } from "@/lib/client/use-is-narrow";
import { useTimeZone, useWindow } from "@/lib/client/use-view";
import type { AliasTraffic } from "@/lib/contract/traffic";
import { armFigures } from "../alias/arm-figures";
import { ChartFrame } from "../charts/chart-frame";
import { placeMarkers } from "../charts/chart-marker";
import { type MirrorMeasure, mirrorSeries } from "../charts/mirror-series";
import { perBucket } from "../charts/per-bucket";
import { QueryState } from "../query-state";
import { formatDuration } from "../ui/format-duration";
import { formatPercent, formatSetPercent } from "../ui/format-percent";
import { MirrorLegend } from "./mirror-legend";
import styles from "./mirror-panels.module.css";
import { MirrorTable } from "./mirror-table";

const MirrorChart = dynamic(() => import("../charts/mirror-chart"), { ssr: false, loading: () => <Skeleton /> });

const MEASURES = {
  failed: {
    title: "Does more fail?",
    what: "failed requests",
    lowestTop: 4,
    print: formatPercent,
    printTick: formatSetPercent,
  },
  p95: {
    title: "Is it slower?",
    what: "p95 latency",
    lowestTop: 100,
    print: formatDuration,
    printTick: formatDuration,
  },
} as const satisfies Readonly<Record<MirrorMeasure, object>>;

/** Stable against canary on one axis each: what fails and how slow. */
export function MirrorPanels({ alias }: { readonly alias: string }) {
  const [window] = useWindow();
  const query = useQuery(trafficQuery(alias, window, ["arm"]));
  return (
    <QueryState query={query} subject="Stable against canary" skeleton={<Skeleton height={330} radius={10} />}>
      {(traffic) => (
        <div className={styles.row}>
          <MirrorPanel traffic={traffic} measure="failed" />
          <MirrorPanel traffic={traffic} measure="p95" />
        </div>
      )}
    </QueryState>
  );
}

function MirrorPanel({ traffic, measure }: { readonly traffic: AliasTraffic; readonly measure: MirrorMeasure }) {
  const [zone] = useTimeZone();
  const isNarrow = useIsNarrow();
  const { title, what, lowestTop, print, printTick } = MEASURES[measure];
  const points = mirrorSeries(traffic, measure);
  const figures = armFigures(traffic);
  const times = points.map(({ atMs }) => atMs);
  const markers = placeMarkers(traffic.markers, times, isNarrow ? 1 : 2);
  const bucketMs = (times[1] ?? 0) - (times[0] ?? 0) || traffic.bucket_ms;
  const value = (arm: "stable" | "canary") => {
    const of = figures[arm];
    if (of === null) return "no requests";
    const total = measure === "failed" ? of.failedPercent : of.latencyMs.p95;
    return total === null ? "n too small" : print(total);
  };
  return (
    <ChartFrame
      title={title}
      note={`${what} ${perBucket(bucketMs)}, one scale`}
      summary={`Over the window, ${what}: stable ${value("stable")}, canary ${value("canary")}.`}
      chart={
        <MirrorChart
          points={points}
          lowestTop={lowestTop}
          print={print}
          printTick={printTick}
          markers={markers}
          zone={zone}
        />
      }
      table={<MirrorTable points={points} what={what} print={print} />}
      legend={<MirrorLegend stable={value("stable")} canary={value("canary")} markers={markers} />}
    />
  );
}
