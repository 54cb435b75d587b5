const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * A duration in milliseconds as people read it: "430 ms", "2.4 s", "6 min 12 s", "1 h 04 min". Exact seconds lose their
 * decimals ("8 s"), so a limit and a measurement look different. Not a number prints as "–", never as 0.
 */
export function formatDuration(durationMs: number | null): string {
  if (durationMs === null || !Number.isFinite(durationMs)) return "–";
  const rounded = Math.round(durationMs);
  if (rounded < SECOND_MS) return durationMs > 0 && rounded === 0 ? "<1 ms" : `${rounded} ms`;
  if (durationMs < MINUTE_MS - 50) {
    const seconds = durationMs / SECOND_MS;
    return Number.isInteger(seconds) ? `${seconds} s` : `${seconds.toFixed(1)} s`;
  }
  if (durationMs < HOUR_MS) {
    const totalSeconds = Math.round(durationMs / SECOND_MS);
    const restSeconds = totalSeconds % 60;
    const minutes = `${Math.floor(totalSeconds / 60)} min`;
    return restSeconds === 0 ? minutes : `${minutes} ${restSeconds} s`;
  }
  const totalMinutes = Math.round(durationMs / MINUTE_MS);
  return `${Math.floor(totalMinutes / 60)} h ${String(totalMinutes % 60).padStart(2, "0")} min`;
}
