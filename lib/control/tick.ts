import type { ControlRecord } from "@/db/control-store";
import type { AuditAction } from "@/lib/contract/audit";
import { worseVerdicts } from "@/lib/core/approval";
import { OPEN_ROLLOUT_STATES } from "@/lib/core/rollout";
import type { RolloutNote } from "@/lib/core/rollout-moves";
import { stepRollout } from "@/lib/core/rollout-step";
import { askedBinding, bindingOf, readApprovalRecord } from "./approval-record";
import { closeApproval } from "./close-approval";
import { commitStep } from "./commit-step";
import type { ControlContext } from "./context";
import type { Timers } from "./live-feed";
import { readActiveVersion } from "./read-active-version";
import { MACHINE } from "./rollout-actor";
import { readFacts } from "./rollout-facts";
import { readRolloutRecord } from "./rollout-record";

export const TICK_MS = 1_000;
const MOST_OPEN = 1_000;

/**
 * Looks after every open rollout and every waiting approval once a second, one round at a time. All it knows it reads
 * from the records, so a restart goes on where the last one stopped. The stop resolves when no round is under way.
 */
export function startTicking(
  context: ControlContext,
  timers: Timers,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let round: Promise<void> | null = null;
  const task = timers.every(TICK_MS, () => {
    round ??= runTick(context, onFailure)
      .catch(onFailure)
      .finally(() => {
        round = null;
      });
  });
  return async () => {
    task.stop();
    await round;
  };
}

/** One round. What fails, or cannot even be read, is reported and leaves the others alone. */
export async function runTick(context: ControlContext, onFailure: (error: unknown) => void): Promise<void> {
  const { control } = context.store;
  const rollouts = await control.records({ kind: "rollout", states: OPEN_ROLLOUT_STATES, limit: MOST_OPEN });
  for (const record of rollouts) await tickRollout(context, record).catch(onFailure);
  const approvals = await control.records({ kind: "approval", states: ["waiting"], limit: MOST_OPEN });
  for (const record of approvals) await tickApproval(context, record).catch(onFailure);
}

/** A conflict means that somebody else moved first; the next round looks at what they left. */
async function tickRollout(context: ControlContext, record: ControlRecord): Promise<void> {
  const kept = readRolloutRecord(record);
  const base = await readActiveVersion(context);
  const { facts } = await readFacts(context, base, kept);
  const step = stepRollout(kept.rollout, { kind: "tick" }, facts);
  if (step.kind !== "moved") return;
  const [note] = step.notes;
  const restores = step.effects.some(({ kind }) => kind === "restore");
  const auditAction = restores ? "alias.rolled_back" : auditActionOf(note);
  const reason = note?.text.slice(0, 500) ?? null;
  await commitStep(context, { actor: MACHINE, base, kept, step, auditAction, reason });
}

const ACTION_OF: Readonly<Record<string, AuditAction>> = {
  stage_entered: "rollout.advanced",
  stepped_down: "rollout.stepped_down",
  held: "rollout.held",
  hold_ended: "rollout.released",
  completed: "rollout.completed",
  rolled_back: "rollout.ended",
  ready: "rollout.released",
  pending: "rollout.held",
};

function auditActionOf(note: RolloutNote | undefined): AuditAction {
  return ACTION_OF[note?.event ?? ""] ?? "rollout.held";
}

/** Over, moved or breached: an approval that could not be carried out any more does not go on waiting. */
async function tickApproval(context: ControlContext, record: ControlRecord): Promise<void> {
  const kept = readApprovalRecord(record);
  if (Date.parse(kept.body.expires_at) <= context.nowMs()) {
    return closeApproval(context, kept, "expired", "Nobody decided in time.");
  }
  const active = await readActiveVersion(context);
  if (active.version !== kept.body.base_version) {
    const text = `v${active.version} is active instead of v${kept.body.base_version} (${active.author}: ${active.summary}).`;
    return closeApproval(context, kept, "void", text);
  }
  if (kept.body.evidence === null) return;
  const report = await context.stageEvidence(kept.alias);
  const now = bindingOf(active.version, "", null, report).verdicts.filter(({ verdict }) => verdict === "fail");
  const [breach] = worseVerdicts(askedBinding(kept).verdicts, now);
  if (breach !== undefined) await closeApproval(context, kept, "void", breach);
}
