import type { RecordWrite, TimelineEntry } from "@/db/control-store";
import type { Principal } from "@/lib/contract/session";
import { stepRollout } from "@/lib/core/rollout-step";
import { announceApproval, announceRollout } from "./commit-step";
import type { ControlContext } from "./context";
import { openRolloutOf } from "./open-rollout";
import { actorOf, auditedAs } from "./rollout-actor";
import { rolloutWrite } from "./rollout-record";
import { voidedApprovals } from "./voided-approvals";

/** What ends together with a roll back by hand; written in its commit. */
export interface RolledBackRollouts {
  readonly records: readonly RecordWrite[];
  readonly timeline: readonly TimelineEntry[];
  /** Tells the open tabs, once it is committed. */
  announce(): void;
}

/** Going back needs no evidence. */
const NO_FACTS = { evidence: null, notReady: null, nextBlocked: null, endedBy: null };

/**
 * The rollouts of these aliases whose traffic a person takes back, ended, and their waiting approvals, void. One that
 * has not entered a stage goes on waiting: no traffic of it is taken.
 */
export async function rolloutsRolledBack(
  context: ControlContext,
  aliases: readonly string[],
  principal: Principal,
  toVersion: number,
): Promise<RolledBackRollouts> {
  const atMs = context.nowMs();
  const by = actorOf(principal);
  const text = `Rolled back to v${toVersion} by ${by.name}.`;
  const ended = await Promise.all(aliases.map((alias) => endOf(context, alias, text, atMs)));
  const voided = await Promise.all(
    aliases.map((alias) => voidedApprovals(context, { alias, text, except: null, by, atMs })),
  );
  const rollouts = ended.flat();
  return {
    records: [...rollouts.map(({ write }) => write), ...voided.flatMap(({ records }) => records)],
    timeline: [
      ...rollouts.map(({ kept: { id, alias } }): TimelineEntry => {
        const head = { atMs, kind: "rollout", id, subject: alias, ...auditedAs(by) } as const;
        return { ...head, event: "rolled_back", text, detail: null };
      }),
      ...voided.flatMap(({ timeline }) => timeline),
    ],
    announce: () => {
      for (const { kept, step } of rollouts) announceRollout(context, kept, step, atMs);
      for (const { id, subject } of voided.flatMap(({ records }) => records)) {
        announceApproval(context, id, subject ?? "", "void");
      }
    },
  };
}

async function endOf(context: ControlContext, alias: string, text: string, atMs: number) {
  const kept = await openRolloutOf(context, alias);
  if (kept === null || kept.rollout.stageIndex < 0) return [];
  const step = stepRollout(kept.rollout, { kind: "roll_back" }, { nowMs: atMs, ...NO_FACTS });
  if (step.kind !== "moved") return [];
  const said = { ...step, notes: [{ event: "rolled_back", text }] };
  return [{ kept, step: said, write: rolloutWrite(kept, step.rollout, "published") }];
}
