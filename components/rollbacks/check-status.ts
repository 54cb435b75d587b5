import type { RollbackCheckView, RollbackState } from "@/lib/contract/rollback";
import type { StatusKind } from "../ui/status-shape";

/** Shape, colour and word of one check. */
export const CHECK_STATUS: Readonly<Record<RollbackCheckView["state"], { kind: StatusKind; word: string }>> = {
  passed: { kind: "healthy", word: "Holds" },
  pending: { kind: "waiting", word: "Pending" },
  failed: { kind: "failing", word: "Broken" },
};

/** The same of the whole. */
export const ROLLBACK_STATUS: Readonly<Record<RollbackState, { kind: StatusKind; word: string }>> = {
  verified: { kind: "healthy", word: "Verified" },
  running: { kind: "waiting", word: "Being checked" },
  failed: { kind: "failing", word: "Not verified" },
};

/** The same in a list of what is over: nobody has to act on an old one any more. */
export const PAST_ROLLBACK_STATUS: typeof ROLLBACK_STATUS = {
  ...ROLLBACK_STATUS,
  failed: { kind: "degraded", word: "Not verified" },
};

/** A check that is still open when the time is up is missing, not pending: nobody looks any more. */
export function checkStatus(
  state: RollbackCheckView["state"],
  whole: RollbackState,
): { kind: StatusKind; word: string } {
  return state === "pending" && whole === "failed" ? { kind: "degraded", word: "Missing" } : CHECK_STATUS[state];
}
