"use client";

import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "@/components/ui/format-count";
import type { TimeZoneChoice } from "@/lib/client/view-params";
import styles from "./chart-frame.module.css";
import { markersIn, type PlacedMarker } from "./chart-marker";
import { MarkerLines } from "./marker-lines";
import { MarkerNotes } from "./marker-notes";
import type { MirrorPoint } from "./mirror-series";
import { bucketText, timeMarks, timeMarkText } from "./time-axis";
import { TIME_CURSOR } from "./time-cursor";
import { valueAxis } from "./value-axis";

export interface MirrorChartProps {
  readonly points: readonly MirrorPoint[];
  /** The axis never ends below this, so that a calm chart looks calm. */
  readonly lowestTop: number;
  readonly print: (value: number) => string;
  /** A round value under the axis. */
  readonly printTick: (value: number) => string;
  readonly markers: readonly PlacedMarker[];
  readonly zone: TimeZoneChoice;
}

/** Stable upwards, canary downwards from one line on one scale: what differs is seen as a shape, not read off two axes. */
export default function MirrorChart({ points, lowestTop, print, printTick, markers, zone }: MirrorChartProps) {
  const times = points.map(({ atMs }) => atMs);
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const { top } = valueAxis(Math.max(lowestTop, ...points.flatMap(({ stable, canary }) => [stable ?? 0, canary ?? 0])));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        {...TIME_CURSOR}
        data={[...points]}
        margin={{ top: 20, right: 18, bottom: 0, left: 0 }}
        barCategoryGap="16%"
        stackOffset="sign"
      >
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
          domain={[-top, top]}
          ticks={[-top, -top / 2, 0, top / 2, top]}
          tickFormatter={(value: number) => (value === 0 ? "0" : printTick(Math.abs(value)))}
          tickLine={false}
          axisLine={false}
          tick={{ className: styles.axis }}
          width={56}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--ink)", fillOpacity: 0.06 }}
          content={({ active, payload }) => {
            const point: unknown = payload?.[0]?.payload;
            if (!active || !isMirrorPoint(point)) return null;
            return (
              <div className={styles.tooltip}>
                <p>{bucketText(point.atMs, spanMs, zone)}</p>
                <ul>
                  <ArmLine arm="stable" value={point.stable} count={point.stableCount} print={print} />
                  <ArmLine arm="canary" value={point.canary} count={point.canaryCount} print={print} />
                </ul>
                <MarkerNotes markers={markersIn(markers, point.atMs)} />
              </div>
            );
          }}
        />
        <Bar dataKey="stable" stackId="arms" fill="var(--stable)" isAnimationActive={false} />
        <Bar
          dataKey={({ canary }: MirrorPoint) => (canary === null ? null : -canary)}
          stackId="arms"
          fill="var(--canary)"
          isAnimationActive={false}
        />
        <ReferenceLine y={0} stroke="var(--line-strong)" />
        <MarkerLines markers={markers} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface ArmLineProps {
  readonly arm: "stable" | "canary";
  readonly value: number | null;
  readonly count: number;
  readonly print: (value: number) => string;
}

function ArmLine({ arm, value, count, print }: ArmLineProps) {
  return (
    <li>
      <span className={styles.name}>
        <span className={styles.swatch} style={{ background: `var(--${arm})` }} />
        {arm} n={formatCount(count)}
      </span>
      {value === null ? "–" : print(value)}
    </li>
  );
}

function isMirrorPoint(value: unknown): value is MirrorPoint {
  return typeof value === "object" && value !== null && "stableCount" in value;
}
