import type { RolloutOrderResult } from "@/lib/contract/rollout";
import type { Principal } from "@/lib/contract/session";
import { stepRollout } from "@/lib/core/rollout-step";
import { audited } from "./audited";
import { tookMs } from "./change-alias";
import { commitStep } from "./commit-step";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { openRolloutOf } from "./open-rollout";
import { readActiveVersion } from "./read-active-version";
import { ControlRefusal } from "./refusal";
import { actorOf } from "./rollout-actor";
import { arrivedMs } from "./rollout-order";

/** Pausing must win against what the machine does at the same moment. */
const MOST_TRIES = 8;

/**
 * Pauses or resumes the rollout of an alias; traffic stays as it is and the gates go on protecting. Needs no base
 * version, so that it works from a stale screen. Throws `ControlRefusal`: 404, 409 when there is nothing to pause.
 */
export async function pauseRollout(
  context: ControlContext,
  principal: Principal,
  input: { readonly alias: string; readonly reason: string; readonly order: "pause" | "resume" },
): Promise<RolloutOrderResult> {
  const startedMs = arrivedMs();
  const { alias, reason, order } = input;
  const action = order === "pause" ? "rollout.paused" : "rollout.resumed";
  return audited(context, principal, { action, object: `alias:${alias}`, asked: null, reason }, async () => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const base = await readActiveVersion(context);
      findAlias(base, alias);
      const kept = await openRolloutOf(context, alias);
      if (kept === null)
        throw new ControlRefusal("conflict", `${alias} is not being rolled out; there is nothing to ${order}.`);
      const facts = { nowMs: context.nowMs(), evidence: null, notReady: null, nextBlocked: null, endedBy: null };
      const step = stepRollout(kept.rollout, { kind: order }, facts);
      if (step.kind !== "moved")
        throw new ControlRefusal("conflict", step.kind === "same" ? "Nothing to do." : step.text);
      const actor = actorOf(principal);
      const result = await commitStep(context, { actor, base, kept, step, auditAction: action, reason });
      if (result.kind === "committed") {
        const { state, stageIndex } = step.rollout;
        return { rollout_id: kept.id, state, stage_index: stageIndex, route_version: null, took_ms: tookMs(startedMs) };
      }
    }
    throw new ControlRefusal("unavailable", `The rollout kept moving; ${order} it again.`);
  });
}
