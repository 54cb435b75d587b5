import type { ApprovalAsked } from "@/lib/contract/approval";
import type { AliasSection, RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { printSetPercent } from "@/lib/core/print-quantity";
import { checksOfShift } from "@/lib/core/rollout-shift";
import { stepRollout } from "@/lib/core/rollout-step";
import { commitStep } from "./commit-step";
import type { ControlContext } from "./context";
import { newRollout } from "./open-rollout";
import { ControlRefusal } from "./refusal";
import { requestApproval, titleOfShift } from "./request-approval";
import { actorOf } from "./rollout-actor";
import { readFacts } from "./rollout-facts";
import type { KeptRollout } from "./rollout-record";
import { lostStep } from "./step-refusals";

export interface GuardedShift {
  readonly active: RouteMapVersion;
  readonly section: AliasSection;
  readonly alias: string;
  readonly cohort: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  /** The open rollout; null when there is none. */
  readonly rollout: KeptRollout | null;
}

/** A shift that belongs to a rollout or needs an approval: taken, asked for, or refused with the gate's sentence. */
export async function shiftGuarded(
  context: ControlContext,
  principal: Principal,
  order: GuardedShift,
): Promise<{ readonly route_version: number } | ApprovalAsked> {
  const { active, section, alias, cohort, reason } = order;
  const actor = actorOf(principal);
  const kept = order.rollout ?? (await newRollout(context, active, { alias, startedBy: actor, reason }));
  const { facts, report } = await readFacts(context, active, kept);
  const from = section.canary?.cohorts ?? {};
  const to = { ...from, [cohort]: order.to };
  const step = stepRollout(kept.rollout, { kind: "shift", from, to, isApproved: false, signed: [] }, facts);
  if (step.kind === "refused" && step.check === "approval") {
    return requestApproval(context, {
      actor,
      active,
      alias,
      title: titleOfShift(alias, cohort, order.from, order.to),
      proposal: { kind: "shift", cohort, from_percent: order.from, to_percent: order.to },
      kept,
      report,
      unmet: checksOfShift(kept.rollout, facts).filter(({ status }) => status !== "ok"),
      reason,
    });
  }
  if (step.kind !== "moved") {
    const text = step.kind === "same" ? "Nothing would change." : step.text;
    throw new ControlRefusal("conflict", text, { check: step.kind === "same" ? null : step.check });
  }
  const result = await commitStep(context, {
    actor,
    base: active,
    kept,
    step,
    auditAction: "cohort.shifted",
    reason,
    summary: `${cohort} ${printSetPercent(order.from)} → ${printSetPercent(order.to)}`,
  });
  if (result.kind === "committed") return { route_version: result.version?.version ?? active.version };
  throw await lostStep(context, active, result);
}
