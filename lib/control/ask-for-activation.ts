import type { ApprovalAsked } from "@/lib/contract/approval";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { exposureSentence, type RaisedExposure } from "@/lib/core/activation-rules";
import { activationEvidence } from "./activation-evidence";
import type { ControlContext } from "./context";
import { openRolloutOf } from "./open-rollout";
import { ControlRefusal } from "./refusal";
import { requestApproval } from "./request-approval";
import { actorOf } from "./rollout-actor";

/** A draft, and what it would expose more than `active` does: one alias at least. */
export interface ExposingDraft {
  readonly active: RouteMapVersion;
  readonly draft: RouteMapVersion;
  readonly raised: readonly [RaisedExposure, ...RaisedExposure[]];
}

/** Why activating a draft needs an approval, one sentence; null when it does not. */
export function activationNeedsApproval(raised: readonly RaisedExposure[]): string | null {
  if (raised.length === 0) return null;
  return `An approver has to decide before it is in force: ${raised.map(exposureSentence).join("; ")}.`;
}

/**
 * Asks an approver to put exactly this draft in force. The evidence that is frozen is that of the first alias it exposes
 * more; what it says nothing about is named. Throws 409 for an alias that is being rolled out: its stages say what comes
 * next; and while a gate fails or another request of the alias waits.
 */
export async function askForActivation(
  context: ControlContext,
  principal: Principal,
  { active, draft, raised }: ExposingDraft,
  reason: string,
): Promise<ApprovalAsked> {
  for (const { alias } of raised) {
    const rollout = await openRolloutOf(context, alias);
    if (rollout === null) continue;
    throw new ControlRefusal(
      "conflict",
      `${alias} is being rolled out (${rollout.id}); shift it there, or roll it back before v${draft.version} exposes more of it.`,
      { rollout_id: rollout.id },
    );
  }
  const [first, ...others] = raised;
  const [report = null] = await activationEvidence(context, raised);
  return requestApproval(context, {
    actor: actorOf(principal),
    active,
    alias: first.alias,
    title: `Activate v${draft.version}: ${draft.summary}`,
    proposal: { kind: "activate", version: draft.version },
    kept: null,
    report,
    unmet: [],
    notCovered: [
      ...routeChange(active, draft, first.alias),
      ...others.map((one) => `${exposureSentence(one)}; the frozen evidence is of ${first.alias} only.`),
    ],
    reason,
  });
}

/** Evidence is of the routes in force, not of those a draft brings. */
function routeChange(active: RouteMapVersion, draft: RouteMapVersion, alias: string): string[] {
  const [before, after] = [active.content.aliases[alias], draft.content.aliases[alias]];
  const lines = [
    [before?.primary, after?.primary, "primary"],
    [before?.canary?.route, after?.canary?.route, "canary"],
  ] as const;
  return lines.flatMap(([from, to, arm]) =>
    from === undefined || to === undefined || from === to
      ? []
      : [`${to} becomes the ${arm} route; evidence is of ${from}.`],
  );
}
