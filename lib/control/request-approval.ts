import type { RecordWrite, TimelineEntry } from "@/db/control-store";
import { type ApprovalAsked, ApprovalBody } from "@/lib/contract/approval";
import type { GateReport } from "@/lib/contract/gates";
import type { Actor } from "@/lib/contract/rollout";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import { GATE_TITLES } from "@/lib/core/gate-words";
import { printDuration, printSetPercent } from "@/lib/core/print-quantity";
import type { AdvanceCheck } from "@/lib/core/rollout-checks";
import { refuseUnsafeSection } from "./activation-refusals";
import { type Proposed, proposalHash, proposedSection, shareChanges } from "./approval-proposal";
import { bindingHash, bindingOf, waitingApprovals } from "./approval-record";
import { commitChange } from "./commit-change";
import { announceApproval } from "./commit-step";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { isoTime, isoTimeOrNull } from "./iso-time";
import { ControlRefusal } from "./refusal";
import { auditedAs } from "./rollout-actor";
import { type KeptRollout, rolloutWrite } from "./rollout-record";

/** An approval nobody decided by then is over. */
export const APPROVAL_LASTS_MS = 60 * 60_000;
const TRAFFIC_WINDOW_MS = 5 * 60_000;
const MOST_TRIES = 8;

export interface ApprovalAsk {
  readonly actor: Actor;
  readonly active: RouteMapVersion;
  readonly alias: string;
  readonly title: string;
  readonly proposal: Proposed;
  /** The rollout it belongs to; one that is not written yet stands for a shift outside a rollout. Null for a draft. */
  readonly kept: KeptRollout | null;
  /** Writes the rollout together with the request. */
  readonly createsRollout?: boolean;
  readonly report: GateReport | null;
  /** Conditions of the stage in force that are not met and that the approver signs for. */
  readonly unmet: readonly AdvanceCheck[];
  /** What the evidence says nothing about, besides what follows from it. */
  readonly notCovered?: readonly string[];
  readonly reason: string;
}

/**
 * Writes down what is asked together with the evidence as it is now, frozen, and their hash. Nothing else changes.
 * Throws 409 when the same alias waits for a decision already: two open requests would each void the other.
 */
export async function requestApproval(context: ControlContext, ask: ApprovalAsk): Promise<ApprovalAsked> {
  await refuseSecond(context, ask.alias);
  const body = await bodyOf(context, ask);
  const created = ask.createsRollout === true ? ask.kept : null;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const id = await nextApprovalId(context, tries);
    const atMs = context.nowMs();
    const result = await commitChange(context, {
      atMs,
      onlyOne: { kind: "approval", subject: ask.alias, state: "waiting" },
      routing: null,
      records: [
        approvalWrite(id, ask, body),
        ...(created === null ? [] : [rolloutWrite(created, created.rollout, created.routeVersion)]),
      ],
      timeline: linesOf(id, ask, body, atMs),
      audit: {
        ...auditedAs(ask.actor),
        atMs,
        action: "approval.requested",
        object: `alias:${ask.alias}`,
        outcome: "done",
        before: null,
        after: { approval: id, title: body.title, proposal: body.proposal, binding: body.binding },
        reason: ask.reason,
        traceId: null,
        routeVersion: ask.active.version,
      },
    });
    if (result.kind === "committed") {
      announceApproval(context, id, ask.alias, "waiting");
      return { approval_id: id, expires_at: body.expires_at };
    }
    if (result.kind === "record_conflict" && result.recordKind === "rollout") {
      throw new ControlRefusal("conflict", `Somebody else just started a rollout of ${ask.alias}.`);
    }
    await refuseSecond(context, ask.alias);
  }
  throw new ControlRefusal("unavailable", "The request could not be written; send it again.");
}

async function refuseSecond(context: ControlContext, alias: string): Promise<void> {
  const [open] = await waitingApprovals(context, alias);
  if (open === undefined) return;
  throw new ControlRefusal(
    "conflict",
    `${open.body.requested_by.name} already asked for an approval of ${alias} (${open.body.title}); it waits for a decision.`,
    { approval_id: open.id },
  );
}

async function bodyOf(context: ControlContext, ask: ApprovalAsk): Promise<ApprovalBody> {
  const { active, alias, kept, report } = ask;
  const before = findAlias(active, alias);
  const after = await proposedSection(context, active, alias, ask.proposal);
  await refuseUnsafeSection(context, active, alias, after);
  const hash = await proposalHash(context, ask.proposal, after);
  const changes = shareChanges(before, after);
  const isWritten = kept !== null && (kept.revision !== null || ask.createsRollout === true);
  const written = isWritten ? { ...kept, revision: kept.revision ?? 1 } : null;
  const bound = bindingOf(active.version, hash, written, report);
  return ApprovalBody.parse({
    title: ask.title,
    proposal: { ...ask.proposal, section_hash: hash },
    changes,
    requested_by: ask.actor,
    reason: ask.reason,
    expires_at: isoTime(context.nowMs() + APPROVAL_LASTS_MS),
    base_version: active.version,
    rollout: written === null ? null : stageOf(written),
    evidence: report,
    unmet: ask.unmet.map(({ check, text }) => ({ check, text })),
    not_covered: [...(ask.notCovered ?? []), ...notCovered(report, changes, context.nowMs())],
    extra_requests_per_minute: await extraRequests(context, alias, changes),
    binding: bindingHash(bound, report),
    outcome: null,
  });
}

function stageOf({ id, rollout }: KeptRollout): ApprovalBody["rollout"] {
  return { id, stage_index: rollout.stageIndex, stage_entered_at: isoTimeOrNull(rollout.stageEnteredAtMs) };
}

/** What the frozen evidence says nothing about; an approver should read it before the gates. */
function notCovered(report: GateReport | null, changes: ApprovalBody["changes"], nowMs: number): string[] {
  const fresh = changes
    .filter(({ from_percent: from, to_percent: to }) => from === 0 && to > 0)
    .map(({ cohort }) => `${cohort} has not used the canary yet; all evidence is of other cohorts.`);
  if (report === null) return [...fresh, "Nobody uses the canary yet, so there is no evidence at all."];
  const thin = report.gates
    .filter(({ mode, verdict }) => mode === "enforce" && verdict === "not_enough_data")
    .map(({ reason }) => reason);
  const silent = report.gates.filter(({ mode }) => mode !== "enforce").map(({ gate }) => GATE_TITLES[gate]);
  const short = `Only the ${printDuration(Math.max(0, nowMs - Date.parse(report.since)))} since this stage began.`;
  return [...fresh, ...thin, ...(silent.length === 0 ? [] : [`Not enforced: ${silent.join(", ")}.`]), short];
}

/** How many more requests a minute would use the canary; null when none came lately. */
async function extraRequests(
  context: ControlContext,
  alias: string,
  changes: ApprovalBody["changes"],
): Promise<number | null> {
  const nowMs = context.nowMs();
  const shares = await context.store.reports.cohortShares(alias, 0, nowMs - TRAFFIC_WINDOW_MS, nowMs);
  const perMinute = new Map(shares.map(({ cohort, requests }) => [cohort, requests / (TRAFFIC_WINDOW_MS / 60_000)]));
  if (shares.every(({ requests }) => requests === 0)) return null;
  const extra = changes.reduce(
    (sum, { cohort, from_percent: from, to_percent: to }) => sum + ((perMinute.get(cohort) ?? 0) * (to - from)) / 100,
    0,
  );
  return Math.round(extra * 10) / 10;
}

function approvalWrite(id: string, { alias, active }: ApprovalAsk, body: ApprovalBody): RecordWrite {
  return {
    kind: "approval",
    id,
    baseRevision: null,
    subject: alias,
    state: "waiting",
    routeVersion: active.version,
    body,
  };
}

function linesOf(id: string, ask: ApprovalAsk, body: ApprovalBody, atMs: number): TimelineEntry[] {
  const head = { atMs, subject: ask.alias, ...auditedAs(ask.actor), detail: null };
  const text = `${ask.actor.name} asks: ${body.title}. ${ask.reason}`;
  const asked: TimelineEntry = { ...head, kind: "approval", id, event: "requested", text };
  if (body.rollout === null) return [asked];
  return [asked, { ...head, kind: "rollout", id: body.rollout.id, event: "approval_requested", text }];
}

/** Numbers that grow; a taken one is passed over. */
async function nextApprovalId(context: ControlContext, tries: number): Promise<string> {
  const newest = await context.store.control.records({ kind: "approval", limit: 20 });
  return String(Math.max(0, ...newest.map(({ id }) => Number(id))) + 1 + tries);
}

/** "Shift general of support-summary-v3 from 5% to 25%". */
export function titleOfShift(alias: string, cohort: string, from: number, to: number): string {
  return `Shift ${cohort} of ${alias} from ${printSetPercent(from)} to ${printSetPercent(to)}`;
}
