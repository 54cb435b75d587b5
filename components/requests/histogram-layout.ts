import type { z } from "zod";
import type { RequestHistogramBar, RequestList } from "@/lib/contract/requests";
import { axisTicks } from "../ui/axis-ticks";

type Bar = z.infer<typeof RequestHistogramBar>;

/** One bucket of the histogram; heights in percent of the chart, failed stacked on succeeded. */
export interface HistogramColumn {
  readonly from: string;
  readonly to: string;
  readonly succeeded: number;
  readonly failed: number;
  readonly succeededPercent: number;
  readonly failedPercent: number;
}

export interface Histogram {
  readonly bucketMs: number;
  readonly columns: readonly HistogramColumn[];
  /** Labels under the chart: its start, middle and end, with the day where the span is longer than one. */
  readonly marks: readonly string[];
  /** Count at the top of the chart. */
  readonly top: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** A single failure among thousands must still be seen. */
const MIN_FAILED_PERCENT = 3;
const MOST_COLUMNS = 240;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Puts the counted buckets on an even grid from the first to the last bucket of the span. A bucket nobody counted is an
 * empty column: in a count of requests nothing happened is 0, and the axis keeps its time scale.
 */
export function histogramLayout(list: Pick<RequestList, "from" | "to" | "bucket_ms">, bars: readonly Bar[]): Histogram {
  const bucketMs = Math.max(1, list.bucket_ms);
  const fromMs = Math.floor(Date.parse(list.from) / bucketMs) * bucketMs;
  const count = Math.min(MOST_COLUMNS, Math.max(1, Math.ceil((Date.parse(list.to) - fromMs) / bucketMs)));
  const counted = new Map(bars.map((bar) => [Math.floor((Date.parse(bar.at) - fromMs) / bucketMs), bar]));
  const top = roundUp(Math.max(0, ...bars.map((bar) => bar.succeeded + bar.failed)));

  const columns = Array.from({ length: count }, (_, index): HistogramColumn => {
    const bar = counted.get(index);
    const succeeded = bar?.succeeded ?? 0;
    const failed = bar?.failed ?? 0;
    const failedPercent = failed === 0 ? 0 : Math.max(MIN_FAILED_PERCENT, percent(failed, top));
    return {
      from: new Date(fromMs + index * bucketMs).toISOString(),
      to: new Date(fromMs + (index + 1) * bucketMs).toISOString(),
      succeeded,
      failed,
      succeededPercent: Math.min(percent(succeeded, top), 100 - failedPercent),
      failedPercent,
    };
  });
  return {
    bucketMs,
    columns,
    marks: axisMarks(columns),
    top,
    succeeded: bars.reduce((sum, bar) => sum + bar.succeeded, 0),
    failed: bars.reduce((sum, bar) => sum + bar.failed, 0),
  };
}

function axisMarks(columns: readonly HistogramColumn[]): string[] {
  const first = columns[0];
  const middle = columns[Math.floor(columns.length / 2)];
  const last = columns.at(-1);
  if (!first || !middle || !last) return [];
  const isLong = Date.parse(last.to) - Date.parse(first.from) > DAY_MS;
  const moments = new Set([first.from, middle.from, last.to]);
  return [...moments].map((at) => `${isLong ? `${at.slice(5, 10)} ` : ""}${at.slice(11, 16)}Z`);
}

function percent(count: number, top: number): number {
  return top === 0 ? 0 : Math.round((count / top) * 10_000) / 100;
}

/** The next round number, so that the label on the axis is one a person would write. */
function roundUp(count: number): number {
  if (count === 0) return 0;
  const ticks = axisTicks(count, 4);
  const step = Math.max(1, ticks[1] ?? count);
  return Math.ceil(count / step) * step;
}
