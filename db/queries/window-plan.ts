import type { Window } from "@/lib/contract/common";
import { RESOLUTION_MS, type Resolution } from "../schema/stored-codes";

const MINUTE_MS = RESOLUTION_MS.minute;

export const WINDOW_MS: Readonly<Record<Window, number>> = {
  "15m": 15 * MINUTE_MS,
  "1h": 60 * MINUTE_MS,
  "6h": 360 * MINUTE_MS,
  "24h": 1_440 * MINUTE_MS,
  "7d": 10_080 * MINUTE_MS,
};

/** The points of a chart and the rollups they are made of: at most 120 points, and few rows for each. */
const SERIES: Readonly<Record<Window, { readonly resolution: Resolution; readonly bucketMs: number }>> = {
  "15m": { resolution: "minute", bucketMs: MINUTE_MS },
  "1h": { resolution: "minute", bucketMs: MINUTE_MS },
  "6h": { resolution: "five_minutes", bucketMs: 5 * MINUTE_MS },
  "24h": { resolution: "quarter", bucketMs: 15 * MINUTE_MS },
  "7d": { resolution: "hour", bucketMs: 120 * MINUTE_MS },
};

/** Totals without a series can take coarser rows. */
const TOTALS: Readonly<Record<Window, Resolution>> = {
  "15m": "minute",
  "1h": "minute",
  "6h": "quarter",
  "24h": "quarter",
  "7d": "hour",
};

export interface WindowPlan {
  readonly resolution: Resolution;
  readonly bucketMs: number;
  /** Start of the window before, epoch milliseconds: buckets from here to `fromMs` are what is normal. */
  readonly previousFromMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A window that ends now, cut at bucket borders: its last bucket is the running one. */
export function seriesPlan(window: Window, nowMs: number): WindowPlan {
  return planOf(window, nowMs, SERIES[window].resolution, SERIES[window].bucketMs);
}

export function totalsPlan(window: Window, nowMs: number): WindowPlan {
  return planOf(window, nowMs, TOTALS[window], RESOLUTION_MS[TOTALS[window]]);
}

export function startOfBucket(atMs: number, bucketMs: number): number {
  return atMs - (atMs % bucketMs);
}

function planOf(window: Window, nowMs: number, resolution: Resolution, bucketMs: number): WindowPlan {
  const fromMs = startOfBucket(nowMs, bucketMs) + bucketMs - WINDOW_MS[window];
  return { resolution, bucketMs, previousFromMs: fromMs - WINDOW_MS[window], fromMs, toMs: nowMs };
}

export function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
