"use client";

import { useQuery } from "@tanstack/react-query";
import { rolloutQuery, rolloutsQuery } from "@/lib/client/rollout-queries";
import type { RolloutView } from "@/lib/contract/rollout";

/** The rollout that looks after an alias; null while none does, and until that is known. */
export function useOpenRollout(alias: string): RolloutView | null {
  const { data: list } = useQuery(rolloutsQuery("open"));
  const id = list?.rollouts.find((rollout) => rollout.alias === alias)?.id ?? null;
  const { data: rollout } = useQuery({ ...rolloutQuery(id ?? ""), enabled: id !== null });
  return id === null ? null : (rollout ?? null);
}
