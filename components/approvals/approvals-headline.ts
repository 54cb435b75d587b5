/** The page's sentence. */
export function approvalsHeadline(waitingCount: number): string {
  if (waitingCount === 0) return "No approval is waiting";
  return waitingCount === 1 ? "1 approval is waiting" : `${waitingCount} approvals are waiting`;
}
