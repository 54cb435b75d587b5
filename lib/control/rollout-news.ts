import type { AttentionItem, Overview } from "@/lib/contract/overview";
import { OPEN_ROLLOUT_STATES } from "@/lib/core/rollout";
import { type KeptApproval, waitingApprovals } from "./approval-record";
import type { ControlContext } from "./context";
import { isoTime, isoTimeOrNull } from "./iso-time";
import { type KeptRollout, readRolloutRecord } from "./rollout-record";

/** What the first page says about rollouts and approvals. */
export interface RolloutNews {
  readonly attention: readonly AttentionItem[];
  readonly running: Overview["running"];
  /** Rollouts that stand still: paused or on hold. */
  readonly standing: number;
  readonly waitingApprovals: number;
  /** Aliases whose canary a rollout looks after. */
  readonly aliases: ReadonlySet<string>;
}

/** Reads the open rollouts and the approvals that wait; records only, no evidence. */
export async function readRolloutNews(context: ControlContext): Promise<RolloutNews> {
  const query = { kind: "rollout", states: OPEN_ROLLOUT_STATES, limit: 100 } as const;
  const rollouts = (await context.store.control.records(query)).map(readRolloutRecord);
  const waiting = await waitingApprovals(context);
  const standing = rollouts.filter(({ rollout }) => rollout.hold !== null || rollout.state === "paused");
  return {
    attention: [...standing.map(standingItem), ...waiting.map(waitingItem)],
    running: rollouts.map(runningLine),
    standing: standing.length,
    waitingApprovals: waiting.length,
    aliases: new Set(rollouts.filter(({ rollout }) => rollout.stageIndex >= 0).map(({ alias }) => alias)),
  };
}

function standingItem({ id, alias, rollout, updatedAtMs }: KeptRollout): AttentionItem {
  const why = rollout.hold === null ? "is paused" : `is on hold: ${rollout.hold.text}`;
  return {
    alias,
    status: "degraded",
    text: `The rollout of ${alias} ${why}`,
    since: isoTime(rollout.hold?.sinceMs ?? updatedAtMs),
    action: { kind: "open", href: `/rollouts/${encodeURIComponent(id)}`, label: "Open rollout" },
  };
}

function waitingItem({ id, alias, createdAtMs, body }: KeptApproval): AttentionItem {
  return {
    alias,
    status: "waiting",
    text: `${body.requested_by.name} asks: ${body.title}`,
    since: isoTime(createdAtMs),
    action: { kind: "open", href: `/approvals/${id}`, label: `Open approval ${id}` },
  };
}

function runningLine({ id, alias, canaryRoute, rollout, createdAtMs }: KeptRollout): Overview["running"][number] {
  const stage = rollout.stages[rollout.stageIndex]?.name;
  const where = stage === undefined ? `${rollout.state}, not started` : `stage ${stage}, ${rollout.state}`;
  return {
    text: `Rollout to ${canaryRoute}: ${where}`,
    alias,
    since: isoTimeOrNull(rollout.stageEnteredAtMs) ?? isoTime(createdAtMs),
    href: `/rollouts/${encodeURIComponent(id)}`,
  };
}
