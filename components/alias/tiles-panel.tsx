"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { QueryState } from "@/components/query-state";
import { formatCount } from "@/components/ui/format-count";
import { formatDuration } from "@/components/ui/format-duration";
import { formatPercent } from "@/components/ui/format-percent";
import { formatRate } from "@/components/ui/format-rate";
import { type PercentileReading, readPercentile } from "@/components/ui/read-percentile";
import { canaryQuery, overviewQuery, trafficQuery } from "@/lib/client/queries";
import { useWindow } from "@/lib/client/use-view";
import type { Status } from "@/lib/contract/common";
import type { AliasTraffic } from "@/lib/contract/traffic";
import { type ArmFigures, armFigures } from "./arm-figures";
import { Tile } from "./tile";
import styles from "./tile.module.css";
import { WINDOW_WORDS } from "./window-words";

/** The alias in four numbers over the window, each with stable against canary. */
export function TilesPanel({ alias }: { readonly alias: string }) {
  const [window] = useWindow();
  const query = useQuery(trafficQuery(alias, window, ["arm"]));
  const { data: canary } = useQuery(canaryQuery(alias));
  const { data: overview } = useQuery(overviewQuery(window));
  return (
    <QueryState query={query} subject="The figures" skeleton={<Skeleton height={96} />}>
      {(traffic) => (
        <Tiles
          traffic={traffic}
          status={overview?.aliases.find((summary) => summary.alias === alias)?.status ?? "no_data"}
          objectiveMs={canary?.objective.latency_p95_ms ?? null}
        />
      )}
    </QueryState>
  );
}

interface TilesProps {
  readonly traffic: AliasTraffic;
  readonly status: Status;
  readonly objectiveMs: number | null;
}

function Tiles({ traffic, status, objectiveMs }: TilesProps) {
  const { whole, stable, canary, failedPercentBefore } = armFigures(traffic);
  const latency = readPercentile(whole.latencyMs, "p95");
  const isSlow = objectiveMs !== null && latency.kind === "value" && latency.ms > objectiveMs;
  const arms = (show: (figures: ArmFigures) => string) => ({
    stable: stable === null ? "–" : show(stable),
    canary: canary === null ? "–" : show(canary),
  });
  return (
    <div className={styles.tiles}>
      <Tile
        label="Requests"
        note={`${formatCount(whole.requests)} in ${WINDOW_WORDS[traffic.window]}`}
        value={formatRate(whole.perSecond)}
        unit="/s"
        arms={arms((figures) => formatRate(figures.perSecond))}
      />
      <Tile
        label="Failed"
        note={failedPercentBefore === null ? "normal not known" : `before ${formatPercent(failedPercentBefore)}`}
        tone={status === "failing" ? "failing" : "plain"}
        value={formatPercent(whole.failedPercent).replace("%", "")}
        unit={whole.failedPercent === null ? "" : "%"}
        arms={arms((figures) => formatPercent(figures.failedPercent))}
      />
      <Tile
        label="Latency p95"
        note={objectiveMs === null ? "no objective" : `objective ${formatDuration(objectiveMs)}`}
        {...valueAndUnit(latency)}
        tone={isSlow ? "degraded" : "plain"}
        arms={arms((figures) => readingText(readPercentile(figures.latencyMs, "p95")))}
      />
      <Tile
        label="First token p95"
        note={`n=${formatCount(whole.firstTokenMs.count)}`}
        {...valueAndUnit(readPercentile(whole.firstTokenMs, "p95"))}
        arms={arms((figures) => readingText(readPercentile(figures.firstTokenMs, "p95")))}
      />
    </div>
  );
}

function readingText(reading: PercentileReading): string {
  if (reading.kind === "none") return "–";
  return reading.kind === "too_few" ? "n too small" : formatDuration(reading.ms);
}

function valueAndUnit(reading: PercentileReading): { value: string; unit: string } {
  if (reading.kind === "none") return { value: "–", unit: "" };
  if (reading.kind === "too_few") return { value: "–", unit: `n too small (${reading.count})` };
  const [value = "", ...unit] = formatDuration(reading.ms).split(" ");
  return { value, unit: unit.join(" ") };
}
