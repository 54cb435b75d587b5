import { ProbeSchedule } from "@/lib/contract/probe";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import type { ControlContext } from "./context";
import type { Timers } from "./live-feed";
import { publishContracts } from "./publish-contracts";
import { ControlRefusal } from "./refusal";
import { beginProbeRuns, closeInterruptedRuns } from "./run-probes";

const ID = "default";
const CHECK_EVERY_MS = 30_000;
const MINUTE_MS = 60_000;
/** Off: a probe is a real call and costs money, so somebody has to want it. */
const NOT_SET: ProbeSchedule = { is_on: false, every_minutes: 60 };

export interface ScheduleState {
  readonly schedule: ProbeSchedule;
  /** 0 while nobody has set it. */
  readonly revision: number;
  /** Epoch milliseconds; null while it is off. */
  readonly nextAtMs: number | null;
}

/** The schedule in force and when it is due: so long after the newest run, whoever began it. */
export async function probeSchedule(context: ControlContext): Promise<ScheduleState> {
  const [record, [newest]] = await Promise.all([
    context.store.control.record("probe_schedule", ID),
    context.store.control.records({ kind: "probe_run", limit: 1 }),
  ]);
  if (record === null) return { schedule: NOT_SET, revision: 0, nextAtMs: null };
  const schedule = ProbeSchedule.parse(record.body);
  const fromMs = Math.max(newest?.createdAtMs ?? 0, record.updatedAtMs);
  const nextAtMs = schedule.is_on ? fromMs + schedule.every_minutes * MINUTE_MS : null;
  return { schedule, revision: record.revision, nextAtMs };
}

/** Turns the schedule on or off, or changes how often it runs. Throws 409 when somebody changed it meanwhile. */
export async function setProbeSchedule(
  context: ControlContext,
  actor: Principal,
  schedule: ProbeSchedule,
): Promise<ProbeSchedule> {
  const before = await probeSchedule(context);
  const atMs = context.nowMs();
  const result = await context.store.control.commit({
    atMs,
    routing: null,
    records: [
      {
        kind: "probe_schedule",
        id: ID,
        baseRevision: before.revision === 0 ? null : before.revision,
        subject: null,
        state: schedule.is_on ? "on" : "off",
        routeVersion: null,
        body: schedule,
      },
    ],
    timeline: [],
    audit: {
      ...auditActor(actor),
      atMs,
      action: "probe.scheduled",
      object: "probes",
      outcome: "done",
      before: before.schedule,
      after: schedule,
      reason: null,
      traceId: null,
      routeVersion: null,
    },
  });
  if (result.kind !== "committed") throw new ControlRefusal("conflict", "Somebody changed the schedule meanwhile.");
  return schedule;
}

/**
 * Begins the runs that are due, keeps the worksheets of other instances and new providers in force, and closes the runs a
 * former process left open. Returns the stop.
 */
export function startProbeSchedule(
  context: ControlContext,
  timers: Timers,
  onError: (error: unknown) => void,
): () => void {
  let isLooking = false;
  closeInterruptedRuns(context).catch(onError);
  const timer = timers.every(CHECK_EVERY_MS, () => {
    if (isLooking) return;
    isLooking = true;
    publishContracts(context)
      .then(() => runWhenDue(context))
      .catch(onError)
      .finally(() => {
        isLooking = false;
      });
  });
  return () => timer.stop();
}

/** One look: whether runs were begun. */
export async function runWhenDue(context: ControlContext): Promise<boolean> {
  const { nextAtMs } = await probeSchedule(context);
  if (nextAtMs === null || context.nowMs() < nextAtMs) return false;
  await beginProbeRuns(context, { actor: "schedule", actorKind: "system" }, "schedule", null);
  return true;
}
