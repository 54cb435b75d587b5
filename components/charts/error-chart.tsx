"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCount } from "@/components/ui/format-count";
import { formatPercent } from "@/components/ui/format-percent";
import type { TimeZoneChoice } from "@/lib/client/view-params";
import styles from "./chart-frame.module.css";
import { markersIn, type PlacedMarker } from "./chart-marker";
import { errorColor } from "./error-color";
import type { ErrorBar, ErrorKey } from "./error-series";
import { MarkerLines } from "./marker-lines";
import { MarkerNotes } from "./marker-notes";
import { bucketText, timeMarks, timeMarkText } from "./time-axis";
import { TIME_CURSOR } from "./time-cursor";
import { valueAxis } from "./value-axis";

export interface ErrorChartProps {
  readonly bars: readonly ErrorBar[];
  readonly keys: readonly ErrorKey[];
  readonly markers: readonly PlacedMarker[];
  readonly zone: TimeZoneChoice;
}

/** A calm chart must look calm: the axis never ends below this many percent. */
const LOWEST_TOP_PERCENT = 4;

/** Error classes stacked as shares of attempts. A bucket without attempts is a gap. */
export default function ErrorChart({ bars, keys, markers, zone }: ErrorChartProps) {
  const times = bars.map((bar) => bar.atMs);
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const axis = valueAxis(highestOf(bars));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        {...TIME_CURSOR}
        data={[...bars]}
        margin={{ top: 20, right: 18, bottom: 0, left: 0 }}
        barCategoryGap="12%"
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
          domain={[0, axis.top]}
          ticks={[...axis.ticks]}
          tickFormatter={(percent: number) => `${percent}%`}
          tickLine={false}
          axisLine={false}
          tick={{ className: styles.axis }}
          width={38}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--ink)", fillOpacity: 0.06 }}
          content={({ active, payload }) => {
            const bar: unknown = payload?.[0]?.payload;
            return active && isErrorBar(bar) ? (
              <ErrorTooltip bar={bar} keys={keys} markers={markersIn(markers, bar.atMs)} spanMs={spanMs} zone={zone} />
            ) : null;
          }}
        />
        {keys.map((key) => (
          <Bar
            key={key}
            dataKey={(bar: ErrorBar) => bar.shares[key] ?? null}
            name={key}
            stackId="errors"
            fill={errorColor(key)}
            isAnimationActive={false}
          />
        ))}
        <MarkerLines markers={markers} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface ErrorTooltipProps {
  readonly bar: ErrorBar;
  readonly keys: readonly ErrorKey[];
  readonly markers: readonly PlacedMarker[];
  readonly spanMs: number;
  readonly zone: TimeZoneChoice;
}

function ErrorTooltip({ bar, keys, markers, spanMs, zone }: ErrorTooltipProps) {
  return (
    <div className={styles.tooltip}>
      <p>
        {bucketText(bar.atMs, spanMs, zone)} · {formatCount(bar.attempts)} attempts
      </p>
      <ul>
        {keys.map((key) => (
          <li key={key}>
            <span className={styles.name}>
              <span className={styles.swatch} style={{ background: errorColor(key) }} />
              {key}
            </span>
            {formatPercent(bar.shares[key] ?? 0)}
          </li>
        ))}
      </ul>
      <MarkerNotes markers={markers} />
    </div>
  );
}

function isErrorBar(value: unknown): value is ErrorBar {
  return typeof value === "object" && value !== null && "shares" in value;
}

function highestOf(bars: readonly ErrorBar[]): number {
  const highest = Math.max(0, ...bars.map((bar) => Object.values(bar.shares).reduce((sum, share) => sum + share, 0)));
  return Math.min(100, Math.max(LOWEST_TOP_PERCENT, highest));
}
