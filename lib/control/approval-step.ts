import type { AliasSection } from "@/lib/contract/route-map";
import { assertNever } from "@/lib/core/assert-never";
import type { RolloutFacts } from "@/lib/core/rollout";
import type { RolloutStep } from "@/lib/core/rollout-moves";
import { sharesAt } from "@/lib/core/rollout-stages";
import { stepRollout } from "@/lib/core/rollout-step";
import type { KeptApproval } from "./approval-record";
import type { KeptRollout } from "./rollout-record";

/** The step that carries out an approved proposal, decided by the one transition function. */
export function stepOfApproval(
  { body }: KeptApproval,
  { rollout }: KeptRollout,
  section: AliasSection,
  facts: RolloutFacts,
): RolloutStep {
  const { proposal } = body;
  const signed = body.unmet.map(({ check }) => check);
  const to = section.canary?.cohorts ?? {};
  const from = { ...to, ...Object.fromEntries(body.changes.map((change) => [change.cohort, change.from_percent])) };
  switch (proposal.kind) {
    case "shift":
    case "undo":
      return stepRollout(rollout, { kind: "shift", from, to, isApproved: true, signed }, facts);
    case "stage":
      return rollout.stageIndex < 0
        ? stepRollout(rollout, { kind: "start", isApproved: true }, facts)
        : stepRollout(rollout, { kind: "advance", isApproved: true }, facts);
    case "activate":
      return { kind: "refused", check: null, text: "A draft is no step of a rollout." };
    default:
      return assertNever(proposal);
  }
}

/** What a stage sets for every cohort, as a proposal names it. */
export function sharesOfStage({ rollout }: KeptRollout, index: number): Record<string, number> {
  return { ...sharesAt(rollout.stages, index) };
}
