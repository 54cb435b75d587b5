import type { ControlRecord, RecordWrite } from "@/db/control-store";
import { type Actor, RolloutBody } from "@/lib/contract/rollout";
import { ROLLOUT_STATES, type Rollout, type RolloutState } from "@/lib/core/rollout";
import { isoTime, isoTimeOrNull } from "./iso-time";

/** A rollout as kept, with what the transition does not look at. */
export interface KeptRollout {
  readonly id: string;
  /** Null for one that is not written yet. */
  readonly revision: number | null;
  readonly alias: string;
  /** The version that put the stage in force; null before the first stage. */
  readonly routeVersion: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly canaryRoute: string;
  readonly startedBy: Actor;
  readonly reason: string;
  readonly rollbackVersion: number | null;
  readonly rollout: Rollout;
}

/** Reads a `rollout` record. Throws when its body is not one. */
export function readRolloutRecord(record: ControlRecord): KeptRollout {
  const body = RolloutBody.parse(record.body);
  return {
    id: record.id,
    revision: record.revision,
    alias: record.subject ?? "",
    routeVersion: record.routeVersion,
    createdAtMs: record.createdAtMs,
    updatedAtMs: record.updatedAtMs,
    canaryRoute: body.canary_route,
    startedBy: body.started_by,
    reason: body.reason,
    rollbackVersion: body.rollback_version,
    rollout: {
      state: stateOf(record.state),
      stages: body.stages.map((stage) => ({
        name: stage.name,
        shares: stage.shares,
        soakMs: stage.soak_ms,
        gates: stage.gates,
        needsApproval: stage.needs_approval,
      })),
      stageIndex: body.stage_index,
      stageEnteredAtMs: body.stage_entered_at === null ? null : Date.parse(body.stage_entered_at),
      approvedThrough: body.approved_through,
      automation: {
        advance: body.automation.advance,
        hold: body.automation.hold,
        stepDown: body.automation.step_down,
        rollBack: body.automation.roll_back,
      },
      hold: body.hold === null ? null : { ...body.hold, sinceMs: Date.parse(body.hold.since) },
    },
  };
}

/** The write that leaves `rollout` where `kept` was read; a conflict when somebody else wrote meanwhile. */
export function rolloutWrite(
  kept: KeptRollout,
  rollout: Rollout,
  routeVersion: RecordWrite["routeVersion"],
): RecordWrite {
  return {
    kind: "rollout",
    id: kept.id,
    baseRevision: kept.revision,
    subject: kept.alias,
    state: rollout.state,
    routeVersion,
    body: bodyOf(kept, rollout),
  };
}

function bodyOf(kept: KeptRollout, rollout: Rollout): RolloutBody {
  const { hold, automation } = rollout;
  return RolloutBody.parse({
    canary_route: kept.canaryRoute,
    stages: rollout.stages.map((stage) => ({
      name: stage.name,
      shares: stage.shares,
      soak_ms: stage.soakMs,
      gates: stage.gates,
      needs_approval: stage.needsApproval,
    })),
    stage_index: rollout.stageIndex,
    stage_entered_at: isoTimeOrNull(rollout.stageEnteredAtMs),
    approved_through: rollout.approvedThrough,
    automation: {
      advance: automation.advance,
      hold: automation.hold,
      step_down: automation.stepDown,
      roll_back: automation.rollBack,
    },
    hold: hold === null ? null : { code: hold.code, text: hold.text, since: isoTime(hold.sinceMs) },
    started_by: kept.startedBy,
    reason: kept.reason,
    rollback_version: kept.rollbackVersion,
  });
}

function stateOf(state: string): RolloutState {
  const known = ROLLOUT_STATES.find((one) => one === state);
  if (known === undefined) throw new Error(`a rollout record has the state ${state}`);
  return known;
}
