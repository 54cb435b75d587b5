import { performance } from "node:perf_hooks";
import type { RollbackRequest, RollbackResult } from "@/lib/contract/canary";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import { audited } from "./audited";
import { aliasControlChange, tookMs } from "./change-alias";
import { commitChange } from "./commit-change";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { readActiveVersion } from "./read-active-version";
import { ControlRefusal } from "./refusal";
import { planRollback, rollbackPlanOf } from "./rollback-plan";
import { withVerification } from "./rollback-record";
import { rolloutsRolledBack } from "./rollouts-rolled-back";
import { pressed } from "./verify-rollback";

export interface RollbackInput extends RollbackRequest {
  readonly alias: string;
}

/** A rollback must win against changes made at the same moment; losing this often means the store is not well. */
export const MOST_TRIES = 8;

/**
 * Makes and activates a new version whose section for the alias is byte-equal to the one in its rollback target, or in
 * `to_version`; the verification that follows and the end of its rollout are written with it. Needs no base version and
 * no reason, so it works from a stale screen. Throws `ControlRefusal`: 404 for an unknown alias or version, 409 when
 * nothing would change, 503 when it lost every race.
 */
export async function rollBack(
  context: ControlContext,
  actor: Principal,
  input: RollbackInput,
): Promise<RollbackResult> {
  const startedMs = performance.now();
  const reason = input.reason ?? null;
  const asked = { to_version: input.to_version ?? null };
  const attempt = { action: "alias.rolled_back", object: `alias:${input.alias}`, asked, reason } as const;
  return audited(context, actor, attempt, async () => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const done = await tryOnce(context, actor, input, reason);
      if (done === null) continue;
      const took = tookMs(startedMs);
      await pressed(context, done.verification_id, took);
      return { ...done, took_ms: took };
    }
    throw new ControlRefusal(
      "unavailable",
      "The route map kept changing under the rollback. Nothing was done; press again.",
    );
  });
}

/** Null when somebody else's change came first. */
async function tryOnce(
  context: ControlContext,
  actor: Principal,
  { alias, to_version: toVersion }: RollbackInput,
  reason: string | null,
): Promise<Omit<RollbackResult, "took_ms"> | null> {
  const active = await readActiveVersion(context);
  const plan =
    toVersion === undefined
      ? await rollbackPlanOf(context, active, alias)
      : await planRollback(context, active, alias, findAlias(active, alias), toVersion);
  if (plan.kind === "impossible") throw new ControlRefusal(plan.code, plan.why, { active_version: active.version });
  const restores = plan.toVersion;
  const change = aliasControlChange(context, actor, active, {
    alias,
    section: plan.section,
    providers: plan.providers,
    action: "rolled_back",
    auditAction: "alias.rolled_back",
    restores,
    summary: `back to v${restores}`,
    reason,
  });
  const ended = await rolloutsRolledBack(context, [alias], actor, restores);
  const whole = { ...change, records: ended.records, timeline: ended.timeline };
  const verified = withVerification(context, active, whole, { ...auditActor(actor), name: actor.name });
  const result = await commitChange(context, verified.change);
  if (result.kind !== "committed" || result.version === null || verified.id === null) return null;
  ended.announce();
  return { route_version: result.version.version, restores, verification_id: verified.id };
}
