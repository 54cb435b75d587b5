import type { TimeZoneChoice } from "@/lib/client/view-params";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Steps between marks of the time axis, in minutes. */
const STEPS_MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1_440];
const MOST_MARKS = 6;

/** Round moments among the buckets, at most six, to write under a chart. Epoch milliseconds. */
export function timeMarks(times: readonly number[]): number[] {
  const firstMs = times[0];
  const lastMs = times.at(-1);
  if (firstMs === undefined || lastMs === undefined) return [];
  const spanMinutes = (lastMs - firstMs) / MINUTE_MS;
  const step = (STEPS_MINUTES.find((minutes) => spanMinutes / minutes <= MOST_MARKS) ?? 1_440) * MINUTE_MS;
  const marks = new Map<number, number>();
  for (const timeMs of times) {
    const slot = Math.floor(timeMs / step);
    if (!marks.has(slot) && timeMs - slot * step < step / 4) marks.set(slot, timeMs);
  }
  return [...marks.values()];
}

/** "02:05" or, where the span is longer than a day, "20 Nov". */
export function timeMarkText(timeMs: number, spanMs: number, zone: TimeZoneChoice): string {
  const timeZone = zone === "utc" ? { timeZone: "UTC" } : {};
  const date = new Date(timeMs);
  if (spanMs > 2 * DAY_MS) return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...timeZone });
  return date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...timeZone });
}

/** "02:05:30Z", or local time without the Z: the first line of a chart's tooltip. */
export function bucketText(timeMs: number, spanMs: number, zone: TimeZoneChoice): string {
  const timeZone = zone === "utc" ? { timeZone: "UTC" } : {};
  const date = new Date(timeMs);
  const time = date.toLocaleTimeString("en-GB", timeZone);
  const day = spanMs > DAY_MS ? `${date.toLocaleDateString("sv-SE", timeZone)} ` : "";
  return `${day}${time}${zone === "utc" ? "Z" : ""}`;
}
