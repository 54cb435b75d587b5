import type { RolloutView } from "@/lib/contract/rollout";

type Going = Pick<RolloutView, "state" | "stage_index"> & {
  readonly stages: readonly Pick<
    RolloutView["stages"][number],
    "name" | "position" | "needs_approval" | "is_approved"
  >[];
};

/** Verb and target of the next step: taken, or asked for where an approver decides. Null when there is none to order. */
export function goOnLabel({ state, stage_index: index, stages }: Going): string | null {
  if (state === "paused") return null;
  const next = stages.find(({ position }) => position === "next");
  if (next === undefined) return null;
  if (next.needs_approval && !next.is_approved) return `Ask for ${next.name}`;
  return index < 0 ? `Start with ${next.name}` : `Advance to ${next.name}`;
}
