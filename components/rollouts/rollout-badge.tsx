"use client";

import { useIsStale } from "@/lib/client/use-live";
import type { RolloutSummary } from "@/lib/contract/rollout";
import { StatusBadge } from "../ui/status-badge";
import { rolloutStatus } from "./rollout-status";

/** Shape, word and colour of a rollout; once the data is stale nothing that still runs stays green. */
export function RolloutBadge({ rollout }: { readonly rollout: Pick<RolloutSummary, "state" | "waiting_for"> }) {
  const isStale = useIsStale();
  const isOver = rollout.state === "completed" || rollout.state === "rolled_back";
  if (isStale && !isOver) return <StatusBadge status="no_data" />;
  return <StatusBadge {...rolloutStatus(rollout)} />;
}
