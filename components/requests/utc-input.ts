/** The value of a `datetime-local` field that shows an ISO 8601 UTC time as UTC; empty for none. */
export function toUtcInput(iso: string | null): string {
  return iso === null ? "" : iso.slice(0, 19);
}

/** The ISO 8601 UTC time of a `datetime-local` field read as UTC; null when it is empty or no time. */
export function fromUtcInput(value: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return null;
  const ms = Date.parse(`${value}Z`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
