import type { Actor } from "@/lib/contract/rollout";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import { isExposed } from "@/lib/core/rollback-target";
import { OPEN_ROLLOUT_STATES, type RolloutAutomation, type RolloutStage, type Shares } from "@/lib/core/rollout";
import { defaultStages, nameOfShares } from "@/lib/core/rollout-stages";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { exposingChangeOf, lastChangeOf } from "./last-change";
import { ControlRefusal } from "./refusal";
import { type KeptRollout, readRolloutRecord } from "./rollout-record";

const GUARDED: RolloutAutomation = { advance: false, hold: true, stepDown: true, rollBack: true };

/** The rollout that looks after an alias; null when none does. */
export async function openRolloutOf(context: ControlContext, alias: string): Promise<KeptRollout | null> {
  const states = [...OPEN_ROLLOUT_STATES];
  const [record] = await context.store.control.records({ kind: "rollout", subject: alias, states, limit: 1 });
  return record === undefined ? null : readRolloutRecord(record);
}

/** The rollout of this id, over or not. Throws 404. */
export async function findRollout(context: ControlContext, id: string): Promise<KeptRollout> {
  const record = await context.store.control.record("rollout", id);
  if (record === null) throw new ControlRefusal("not_found", `There is no rollout ${id}.`);
  return readRolloutRecord(record);
}

export interface NewRollout {
  readonly alias: string;
  readonly startedBy: Actor;
  readonly reason: string;
  readonly stages?: readonly RolloutStage[];
  readonly soakMs?: number;
  readonly automation?: RolloutAutomation;
}

/**
 * A rollout that is not written yet. An exposed canary is taken over as its first stage, in force since it was last
 * changed, so that what already runs is guarded too; a resting one waits before its first stage. Its id is the next of
 * its alias: of two that are started at once only one can be written. Throws 409 without a canary.
 */
export async function newRollout(
  context: ControlContext,
  active: RouteMapVersion,
  order: NewRollout,
): Promise<KeptRollout> {
  const { alias } = order;
  const section = findAlias(active, alias);
  const { canary } = section;
  if (canary === null) {
    throw new ControlRefusal(
      "conflict",
      `${alias} has no canary in v${active.version}, so there is nothing to roll out.`,
    );
  }
  const cohorts = active.content.cohorts.map(({ id }) => id);
  const planned = order.stages ?? defaultStages(cohorts, order.soakMs);
  const exposed = isExposed(section);
  const changed = await lastChangeOf(context, active, alias);
  const exposing = exposed ? await exposingChangeOf(context, active, alias) : null;
  const nowMs = context.nowMs();
  const stages = exposed ? [takenOver(canary.cohorts, planned[0]), ...planned] : planned;
  return {
    id: await nextRolloutId(context, alias),
    revision: null,
    alias,
    routeVersion: exposed ? changed.version : null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    canaryRoute: canary.route,
    startedBy: order.startedBy,
    reason: order.reason,
    rollbackVersion: exposing === null ? active.version : section.rollback_route_version,
    rollout: {
      state: exposed ? "running" : "ready",
      stages,
      stageIndex: exposed ? 0 : -1,
      stageEnteredAtMs: exposed ? Date.parse(changed.activated_at ?? changed.created_at) : null,
      approvedThrough: exposed ? 0 : -1,
      automation: order.automation ?? GUARDED,
      hold: null,
    },
  };
}

function takenOver(shares: Shares, model: RolloutStage | undefined): RolloutStage {
  const named = Object.fromEntries(Object.entries(shares).filter(([, percent]) => percent > 0));
  return {
    name: nameOfShares(named),
    shares,
    soakMs: model?.soakMs ?? 0,
    gates: model?.gates ?? null,
    needsApproval: false,
  };
}

async function nextRolloutId(context: ControlContext, alias: string): Promise<string> {
  const [newest] = await context.store.control.records({ kind: "rollout", subject: alias, limit: 1 });
  const last = newest === undefined ? 0 : Number(newest.id.slice(newest.id.lastIndexOf(".") + 1));
  return `${alias}.${last + 1}`;
}
