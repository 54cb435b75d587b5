/** Whether a calendar day (UTC) is over: what expires on it holds until its last millisecond. Null never expires. */
export function isExpired(day: string | null, nowMs: number): boolean {
  return day !== null && Date.parse(`${day}T23:59:59.999Z`) < nowMs;
}
