import { formatDuration } from "../ui/format-duration";

/** The time from the press to in force, milliseconds; null when the process ended in between. */
export function printTook(tookMs: number | null): string {
  if (tookMs === null) return "not recorded";
  return tookMs < 100 ? `${tookMs.toFixed(1)} ms` : formatDuration(tookMs);
}
