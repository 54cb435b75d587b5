import type { RolloutSummary } from "@/lib/contract/rollout";
import { rolloutStatus } from "./rollout-status";

/** The page's sentence: how many rollouts are open and how many of them need somebody. */
export function rolloutsHeadline(open: readonly Pick<RolloutSummary, "state" | "waiting_for">[]): string {
  if (open.length === 0) return "No rollout is open";
  const count = `${open.length} rollout${open.length === 1 ? "" : "s"} open`;
  const failed = open.filter((rollout) => rolloutStatus(rollout).status === "failing").length;
  const waiting = open.filter((rollout) => rolloutStatus(rollout).status === "waiting").length;
  const standing = open.filter((rollout) => rolloutStatus(rollout).status === "degraded").length;
  const parts = [
    ...(failed === 0 ? [] : [`${failed} with a failed gate`]),
    ...(standing === 0 ? [] : [`${standing} standing still`]),
    ...(waiting === 0 ? [] : [`${waiting} waiting for somebody`]),
  ];
  return [count, ...parts].join(", ");
}
