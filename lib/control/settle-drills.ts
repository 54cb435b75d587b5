import type { ControlRecord, RecordWrite } from "@/db/control-store";
import { DrillFaultBody, type DrillRunView } from "@/lib/contract/drill";
import { drillRunAfter, drillRunSentence } from "@/lib/core/drill-run";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { drillRunOf, UNFINISHED } from "./read-drills";

/** A dead process has at most a few writes on their way; a record that still changes has a living writer. */
const MOST_ROUNDS = 5;

/**
 * For the start of a process, before it serves: runs that a dead process left are marked `interrupted` with what
 * happened, and their faults as cleared. A fault lives in its run's lane only, so none can have outlived the process;
 * this makes the record say so. Returns how many runs there were.
 */
export async function settleDrills(context: ControlContext): Promise<number> {
  let settledCount = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { settled, changedMeanwhile } = await settleOnce(context);
    settledCount += settled;
    if (changedMeanwhile === 0) break;
  }
  return settledCount;
}

/** A record that changes while it is settled is read again: its last write was still on its way. */
async function settleOnce(context: ControlContext): Promise<{ settled: number; changedMeanwhile: number }> {
  const { control } = context.store;
  const runs = await control.records({ kind: "drill_run", states: UNFINISHED, limit: 100 });
  const faults = await control.records({ kind: "drill_fault", states: ["active"], limit: 100 });
  const atMs = context.nowMs();
  let settled = 0;
  for (const record of runs) {
    const own = faults.filter(({ body }) => DrillFaultBody.parse(body).run_id === record.id);
    const run = settledRun(drillRunOf(record), atMs);
    const cleared = own.map((fault) => clearedFault(fault, atMs));
    if (await settle(context, record, run, cleared)) settled += 1;
  }
  return { settled, changedMeanwhile: runs.length - settled };
}

function settledRun(run: DrillRunView, atMs: number): DrillRunView {
  const step = run.steps.findIndex(({ state }) => state === "running");
  const before =
    run.state === "planned" ? { kind: "planned" as const } : { kind: "running" as const, step: Math.max(0, step) };
  const state = drillRunAfter(before, { kind: "process_died" });
  const sentence = drillRunSentence(
    state,
    run.steps.map(({ title }) => title),
  );
  return {
    ...run,
    state: "interrupted",
    sentence,
    ended_at: isoTime(atMs),
    steps: run.steps.map((view) =>
      view.state === "waiting" || view.state === "running" ? { ...view, state: "skipped" } : view,
    ),
    log: [...run.log, { at: isoTime(atMs), text: sentence }],
  };
}

function clearedFault(fault: ControlRecord, atMs: number): RecordWrite {
  const body = DrillFaultBody.parse(fault.body);
  const isExpired = Date.parse(body.ends_at) <= atMs;
  const because = isExpired ? "its hard end has passed" : "the process that held it ended";
  return {
    kind: "drill_fault",
    id: fault.id,
    baseRevision: fault.revision,
    subject: fault.subject,
    state: isExpired ? "expired" : "cleared",
    routeVersion: fault.routeVersion,
    body: { ...body, cleared_at: isoTime(atMs), cleared_because: because },
  };
}

async function settle(
  context: ControlContext,
  record: ControlRecord,
  run: DrillRunView,
  faults: readonly RecordWrite[],
): Promise<boolean> {
  const { id, state, ...body } = run;
  const atMs = context.nowMs();
  const system = { actor: "switchyard", actorKind: "system" } as const;
  const result = await context.store.control.commit({
    atMs,
    routing: null,
    records: [
      {
        kind: "drill_run",
        id,
        baseRevision: record.revision,
        subject: record.subject,
        state,
        routeVersion: record.routeVersion,
        body,
      },
      ...faults,
    ],
    timeline: [
      {
        ...system,
        atMs,
        kind: "drill_run",
        id,
        subject: record.subject,
        event: "drill_ended",
        text: run.sentence,
        detail: null,
      },
    ],
    audit: {
      ...system,
      atMs,
      action: "drill.ended",
      object: `drill_run:${id}`,
      outcome: "done",
      before: { state: record.state },
      after: { state, sentence: run.sentence, faults_cleared: faults.map(({ id: fault }) => fault) },
      reason: null,
      traceId: null,
      routeVersion: null,
    },
  });
  return result.kind === "committed";
}
