"use client";

import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "@/components/ui/format-count";
import { formatDuration } from "@/components/ui/format-duration";
import type { TimeZoneChoice } from "@/lib/client/view-params";
import styles from "./chart-frame.module.css";
import { markersIn, type PlacedMarker } from "./chart-marker";
import { LATENCY_LINES, type LatencyLine, type LatencyPoint } from "./latency-series";
import { MarkerLines } from "./marker-lines";
import { MarkerNotes } from "./marker-notes";
import { bucketText, timeMarks, timeMarkText } from "./time-axis";
import { TIME_CURSOR } from "./time-cursor";
import { valueAxis } from "./value-axis";

export interface LatencyChartProps {
  readonly points: readonly LatencyPoint[];
  readonly hasCanary: boolean;
  readonly objectiveMs: number | null;
  readonly markers: readonly PlacedMarker[];
  readonly zone: TimeZoneChoice;
}

/** Faster than this there is nothing to see: the axis never ends below. */
const LOWEST_TOP_MS = 100;

const STROKE_WIDTHS: Readonly<Record<string, number>> = { p50: 1, p95: 2, p99: 1 };

/** p50, p95 and p99: stable solid, canary dashed. A bucket without requests is a gap. */
export default function LatencyChart({ points, hasCanary, objectiveMs, markers, zone }: LatencyChartProps) {
  const times = points.map((point) => point.atMs);
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const lines = LATENCY_LINES.filter((line) => hasCanary || line.startsWith("stable"));
  const axis = valueAxis(Math.max(LOWEST_TOP_MS, ...points.flatMap((point) => lines.map((line) => point[line] ?? 0))));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart {...TIME_CURSOR} data={[...points]} margin={{ top: 20, right: 18, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} syncWithTicks stroke="var(--line)" />
        <XAxis
          dataKey="atMs"
          ticks={timeMarks(times)}
          interval={0}
          tickFormatter={(atMs: number) => timeMarkText(atMs, spanMs, zone)}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          tick={{ className: styles.axis }}
          height={22}
        />
        <YAxis
          domain={[0, axis.top]}
          ticks={[...axis.ticks]}
          tickFormatter={(ms: number) => (ms === 0 ? "0" : formatDuration(ms))}
          tickLine={false}
          axisLine={false}
          tick={{ className: styles.axis }}
          width={56}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={({ active, payload }) => {
            const point: unknown = payload?.[0]?.payload;
            if (!active || !isLatencyPoint(point)) return null;
            return (
              <LatencyTooltip
                point={point}
                hasCanary={hasCanary}
                markers={markersIn(markers, point.atMs)}
                spanMs={spanMs}
                zone={zone}
              />
            );
          }}
        />
        {objectiveMs !== null && objectiveMs <= axis.top && (
          <ReferenceLine y={objectiveMs} stroke="var(--degraded)" strokeDasharray="2 4" />
        )}
        {lines.map((line) => (
          <Line key={line} {...lineStyle(line)} dataKey={line} dot={false} activeDot={{ r: 2.5 }} />
        ))}
        <MarkerLines markers={markers} />
      </LineChart>
    </ResponsiveContainer>
  );
}

function lineStyle(line: LatencyLine) {
  const [arm = "", percentile = ""] = line.split("_");
  return {
    stroke: `var(--${arm})`,
    strokeWidth: STROKE_WIDTHS[percentile] ?? 1,
    strokeOpacity: percentile === "p99" ? 0.75 : 1,
    ...(arm === "canary" ? { strokeDasharray: "5 3" } : {}),
    type: "linear" as const,
    isAnimationActive: false,
    connectNulls: false,
  };
}

interface LatencyTooltipProps {
  readonly point: LatencyPoint;
  readonly hasCanary: boolean;
  readonly markers: readonly PlacedMarker[];
  readonly spanMs: number;
  readonly zone: TimeZoneChoice;
}

function LatencyTooltip({ point, hasCanary, markers, spanMs, zone }: LatencyTooltipProps) {
  const rows = [
    { arm: "stable", values: [point.stable_p50, point.stable_p95, point.stable_p99], count: point.stableCount },
    { arm: "canary", values: [point.canary_p50, point.canary_p95, point.canary_p99], count: point.canaryCount },
  ];
  return (
    <div className={styles.tooltip}>
      <p>{bucketText(point.atMs, spanMs, zone)} · p50, p95, p99</p>
      <ul>
        {rows.slice(0, hasCanary ? 2 : 1).map(({ arm, values, count }) => (
          <li key={arm}>
            <span className={styles.name}>
              <span className={styles.swatch} style={{ background: `var(--${arm})` }} />
              {arm} n={formatCount(count)}
            </span>
            {values.map((value) => formatDuration(value)).join(" · ")}
          </li>
        ))}
      </ul>
      <MarkerNotes markers={markers} />
    </div>
  );
}

function isLatencyPoint(value: unknown): value is LatencyPoint {
  return typeof value === "object" && value !== null && "stable_p50" in value;
}
