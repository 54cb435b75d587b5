import type { Actor } from "@/lib/contract/rollout";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import { isSameActor } from "@/lib/core/approval";
import type { RolloutStep } from "@/lib/core/rollout-moves";
import { findApproval, type KeptApproval } from "./approval-record";
import { closeApproval } from "./close-approval";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";
import { MACHINE } from "./rollout-actor";

/** The sentences with which a decision is refused. */

/** A second press, and whoever comes after, is told how it ended. */
export function alreadyEnded({ id, state, body, routeVersion }: KeptApproval, decider: Actor): ControlRefusal {
  const { outcome } = body;
  const by =
    outcome === null ? "" : ` by ${isSameActor(outcome.by, decider) ? "you" : outcome.by.name} at ${outcome.at}`;
  const done = state === "approved" ? ` It took effect once, as v${routeVersion}.` : "";
  const why = state === "void" || state === "expired" ? ` ${outcome?.text ?? ""} Ask again.` : "";
  return new ControlRefusal("conflict", `Approval ${id} was ${WORD[state]}${by} already.${done}${why}`, { state });
}

const WORD = {
  waiting: "asked for",
  approved: "approved",
  rejected: "rejected",
  expired: "closed",
  void: "voided",
} as const;

export function refusedStep(step: Exclude<RolloutStep, { kind: "moved" }>): ControlRefusal {
  const text = step.kind === "same" ? "Nothing would change." : step.text;
  const check = step.kind === "same" ? null : step.check;
  return new ControlRefusal("conflict", `Not yet: ${text} The approval still waits.`, { check });
}

/** Somebody was faster by a moment; say who and how it ended. */
export async function lostDecision(
  context: ControlContext,
  kept: KeptApproval,
  actor: Actor,
  kind: "version_conflict" | "record_conflict" | "role_lost",
): Promise<ControlRefusal> {
  if (kind === "role_lost") {
    return new ControlRefusal(
      "forbidden",
      `${actor.name} does not hold the role approver any more, so nothing was decided.`,
    );
  }
  const now = await findApproval(context, kept.id);
  if (now.state !== "waiting") return alreadyEnded(now, actor);
  return new ControlRefusal(
    "conflict",
    "The route map or the rollout changed at the same moment. Nothing was done; look again.",
  );
}

export function unreadableEvidence(): ControlRefusal {
  return new ControlRefusal(
    "conflict",
    "The evidence cannot be read right now, so it cannot be held against what was frozen. Nothing was done; try again.",
  );
}

/** Ends an approval that does not hold any more, and says what moved. */
export async function voidMoved(
  context: ControlContext,
  kept: KeptApproval,
  active: RouteMapVersion,
  moved: readonly string[],
): Promise<ControlRefusal> {
  const by = active.version === kept.body.base_version ? "" : ` (${active.author}: ${active.summary})`;
  const what = moved.length === 0 ? "What was asked for is in force already." : moved.join(" ");
  const text = `${what}${by}`;
  await closeApproval(context, kept, "void", text, MACHINE);
  return new ControlRefusal(
    "conflict",
    `This approval is void, because what it was bound to moved: ${text} Nothing was done; it has to be asked for again.`,
    { moved: [...moved], active_version: active.version },
  );
}
