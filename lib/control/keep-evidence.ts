import { EvidencePack } from "@/lib/contract/evidence";
import { composeEvidence, type EvidenceEnvironment } from "./compose-evidence";
import type { ControlContext } from "./context";
import type { DrillExecution } from "./drill-execution";
import { sealEvidence } from "./evidence-manifest";
import { isoTime } from "./iso-time";
import { readDrillRun } from "./read-drills";
import { ControlRefusal } from "./refusal";

/** Freezes the evidence of a run that has just ended, with the hash of the pack in the audit trail. */
export async function keepEvidence(
  context: ControlContext,
  execution: DrillExecution,
  environment: EvidenceEnvironment,
): Promise<void> {
  const { plan, journal, observations, moves } = execution;
  const run = journal.view;
  const parts = await composeEvidence(context, { plan, run, observations, moves, environment });
  const atMs = context.nowMs();
  const pack = sealEvidence(run.id, isoTime(atMs), parts);
  await context.store.control.commit({
    atMs,
    routing: null,
    records: [
      {
        kind: "evidence_pack",
        id: run.id,
        baseRevision: null,
        subject: run.alias,
        state: "kept",
        routeVersion: run.route_version,
        body: pack,
      },
    ],
    timeline: [],
    audit: {
      actor: "switchyard",
      actorKind: "system",
      atMs,
      action: "drill.evidence_kept",
      object: `drill_run:${run.id}`,
      outcome: "done",
      before: null,
      after: { sha256: pack.manifest.pack },
      reason: null,
      traceId: null,
      routeVersion: run.route_version,
    },
  });
}

/** The frozen pack of a run. Throws `ControlRefusal`: 404 for an unknown run, 409 while there is none. */
export async function readEvidence(context: ControlContext, id: string): Promise<EvidencePack> {
  const run = await readDrillRun(context, id);
  const record = await context.store.control.record("evidence_pack", id);
  if (record !== null) return EvidencePack.parse(record.body);
  const why =
    run.ended_at === null
      ? "The run is not over; its evidence is put together when it ends."
      : run.state === "interrupted"
        ? "The process that ran it ended before evidence was put together. Its steps, log and requests are kept."
        : "Its evidence is being put together; ask again in a moment.";
  throw new ControlRefusal("conflict", why, { state: run.state });
}

/** The pack as a file. Throws like `readEvidence`. */
export async function exportEvidence(
  context: ControlContext,
  id: string,
): Promise<{ readonly text: string; readonly fileName: string }> {
  const pack = await readEvidence(context, id);
  const { drill } = pack.parts.plan;
  return { text: `${JSON.stringify(pack, null, 2)}\n`, fileName: `evidence-${drill}-${id.slice(0, 12)}.json` };
}
