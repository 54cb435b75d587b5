import { formatDuration } from "@/components/ui/format-duration";
import type { RolloutVerb } from "@/lib/client/rollout-queries";
import type { RolloutOrderResult, RolloutView } from "@/lib/contract/rollout";
import { assertNever } from "@/lib/core/assert-never";

/** The dialog's question. */
export function orderTitle(verb: RolloutVerb, alias: string): string {
  switch (verb) {
    case "advance":
      return `Move ${alias} on?`;
    case "pause":
      return `Pause the rollout of ${alias}?`;
    case "resume":
      return `Resume the rollout of ${alias}?`;
    default:
      return assertNever(verb);
  }
}

/** What the order would do, in one sentence. */
export function orderEffect(verb: RolloutVerb, rollout: RolloutView): string {
  const next = rollout.stages.find(({ position }) => position === "next");
  switch (verb) {
    case "advance":
      if (next === undefined) return "There is no further stage; the rollout completes by itself.";
      return next.needs_approval && !next.is_approved
        ? `${next.name} needs an approval: this freezes the evidence as it is now and asks an approver. Nothing moves before somebody else decides.`
        : `The next request is routed by ${next.name}. Its gates begin anew, with a soak of ${formatDuration(next.soak_ms)}.`;
    case "pause":
      return `Everybody stays at ${rollout.stage ?? "nothing"}. Nothing widens, also not by approval, until somebody resumes it. The gates go on protecting and may still roll back.`;
    case "resume":
      return `It goes on from ${rollout.stage ?? "before its first stage"}. Nothing moves by this alone.`;
    default:
      return assertNever(verb);
  }
}

/** The server's confirmation in words. */
export function orderDoneText(result: RolloutOrderResult, rollout: RolloutView, verb: RolloutVerb): string {
  if ("approval_id" in result) return `Asked: approval ${result.approval_id} waits`;
  const took = formatDuration(result.took_ms);
  switch (verb) {
    case "advance": {
      const stage = rollout.stages[result.stage_index]?.name ?? "the next stage";
      const version = result.route_version === null ? "" : ` as v${result.route_version}`;
      return `Moved on to ${stage}${version} in ${took}`;
    }
    case "pause":
      return `Paused in ${took}`;
    case "resume":
      return `Resumed in ${took}`;
    default:
      return assertNever(verb);
  }
}
