/**
 * "02:17:41Z" of an ISO 8601 UTC time. Console times are UTC and say so, so that two people read the same moment.
 * @param precision "millisecond" adds the fraction: "02:17:41.204Z".
 */
export function formatTime(iso: string, precision: "second" | "millisecond" = "second"): string {
  return `${iso.slice(11, precision === "second" ? 19 : 23)}Z`;
}

/** "2026-11-20" of an ISO 8601 UTC time. */
export function formatDay(iso: string): string {
  return iso.slice(0, 10);
}

/** "2026-11-20 02:17:41Z": where a moment may lie on another day. */
export function formatMoment(iso: string): string {
  return `${formatDay(iso)} ${formatTime(iso)}`;
}
