import { createHash } from "node:crypto";
import type { ControlRecord, RecordWrite } from "@/db/control-store";
import { APPROVAL_STATES, ApprovalBody, type ApprovalState } from "@/lib/contract/approval";
import type { GateReport } from "@/lib/contract/gates";
import type { Actor } from "@/lib/contract/rollout";
import { type ApprovalBinding, bindingText } from "@/lib/core/approval";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { ControlRefusal } from "./refusal";
import type { KeptRollout } from "./rollout-record";

/** An approval as kept. */
export interface KeptApproval {
  readonly id: string;
  readonly revision: number;
  readonly alias: string;
  readonly state: ApprovalState;
  readonly createdAtMs: number;
  /** The version its effect made; the one it was asked on until then. */
  readonly routeVersion: number | null;
  readonly body: ApprovalBody;
}

export function readApprovalRecord(record: ControlRecord): KeptApproval {
  const state = APPROVAL_STATES.find((one) => one === record.state);
  if (state === undefined) throw new Error(`an approval record has the state ${record.state}`);
  const { id, revision, subject, createdAtMs, routeVersion } = record;
  return {
    id,
    revision,
    alias: subject ?? "",
    state,
    createdAtMs,
    routeVersion,
    body: ApprovalBody.parse(record.body),
  };
}

/** Throws 404. */
export async function findApproval(context: ControlContext, id: string): Promise<KeptApproval> {
  const record = await context.store.control.record("approval", id);
  if (record === null) throw new ControlRefusal("not_found", `There is no approval ${id}.`);
  return readApprovalRecord(record);
}

/** Those that wait, newest first; of one alias or of all. */
export async function waitingApprovals(context: ControlContext, alias?: string): Promise<KeptApproval[]> {
  const subject = alias === undefined ? {} : { subject: alias };
  const records = await context.store.control.records({
    kind: "approval",
    states: ["waiting"],
    ...subject,
    limit: 1_000,
  });
  return records.map(readApprovalRecord);
}

/** How an approval ended. */
export interface ApprovalEnd {
  readonly state: Exclude<ApprovalState, "waiting">;
  readonly by: Actor;
  readonly atMs: number;
  readonly text: string;
  readonly reason: string | null;
  readonly routeVersion: number | "published" | null;
}

/** The write that ends an approval; a conflict when it was ended meanwhile. */
export function approvalEndWrite(kept: KeptApproval, end: ApprovalEnd): RecordWrite {
  const { state, by, atMs, text, reason, routeVersion } = end;
  const outcome = { by, at: isoTime(atMs), text, reason, route_version: null };
  return {
    kind: "approval",
    id: kept.id,
    baseRevision: kept.revision,
    subject: kept.alias,
    state,
    routeVersion: routeVersion ?? kept.body.base_version,
    body: { ...kept.body, outcome },
  };
}

/** What an approval is bound to, from the facts of now. */
export function bindingOf(
  activeVersion: number,
  sectionHash: string,
  kept: KeptRollout | null,
  report: GateReport | null,
): ApprovalBinding {
  return {
    activeVersion,
    sectionHash,
    rollout:
      kept === null || kept.revision === null
        ? null
        : { id: kept.id, stageIndex: kept.rollout.stageIndex, stageEnteredAtMs: kept.rollout.stageEnteredAtMs },
    verdicts: (report?.gates ?? []).map(({ gate, mode, verdict, reason }) => ({ gate, mode, verdict, reason })),
  };
}

/** The binding a kept approval was asked under. */
export function askedBinding({ body }: KeptApproval): ApprovalBinding {
  const { rollout, evidence, proposal, base_version: activeVersion } = body;
  return {
    activeVersion,
    sectionHash: proposal.section_hash,
    rollout:
      rollout === null
        ? null
        : {
            id: rollout.id,
            stageIndex: rollout.stage_index,
            stageEnteredAtMs: rollout.stage_entered_at === null ? null : Date.parse(rollout.stage_entered_at),
          },
    verdicts: (evidence?.gates ?? []).map(({ gate, mode, verdict, reason }) => ({ gate, mode, verdict, reason })),
  };
}

/** Hex SHA-256 over the binding and the frozen evidence. */
export function bindingHash(binding: ApprovalBinding, evidence: GateReport | null): string {
  return createHash("sha256").update(bindingText(binding, evidence)).digest("hex");
}
