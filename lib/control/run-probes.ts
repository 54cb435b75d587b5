import { randomBytes } from "node:crypto";
import type { AuditEntry } from "@/db/store";
import { ProbeRun, type ProbeRunRequest, type ProbeRunStarted } from "@/lib/contract/probe";
import type { Principal } from "@/lib/contract/session";
import { probePlan } from "@/lib/core/probes/probe-plan";
import { auditActor } from "./actor";
import { audited } from "./audited";
import { compileSnapshot } from "./compile-snapshot";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { ControlRefusal } from "./refusal";
import { fieldsSeen, type ProbeTarget, runProbe } from "./run-probe";

export type ProbeActor = Pick<AuditEntry, "actor" | "actorKind">;

/**
 * Begins a run of every probe for one route, or for each route of the active version one after the other. Resolves when
 * the runs are recorded as begun; they go on by themselves. Throws 404 for a route the active version does not name and
 * 409 while a run of it is going on.
 */
export async function runProbes(
  context: ControlContext,
  actor: Principal,
  { route }: ProbeRunRequest,
): Promise<ProbeRunStarted> {
  const object = route === undefined ? "probes" : `route:${route}`;
  return audited(context, actor, { action: "probe.run", object, asked: { route: route ?? "all" }, reason: null }, () =>
    beginProbeRuns(context, auditActor(actor), "person", route ?? null),
  );
}

/** The same for whoever begins it, the schedule included. */
export async function beginProbeRuns(
  context: ControlContext,
  by: ProbeActor,
  trigger: ProbeRun["trigger"],
  only: string | null,
): Promise<ProbeRunStarted> {
  const targets = probeTargets(context).filter(({ route }) => only === null || route.id === only);
  if (targets.length === 0) throw new ControlRefusal("not_found", `The active version names no route ${only}.`);
  const going = await context.store.control.records({ kind: "probe_run", states: ["running"], limit: 200 });
  const busy = new Set(going.map(({ subject }) => subject));
  const free = targets.filter(({ route }) => !busy.has(route.id));
  if (free.length === 0) throw new ControlRefusal("conflict", "These probes are already running.");
  const runs = free.map((target) => ({ target, run: newRun(context, by, trigger, target) }));
  const atMs = context.nowMs();
  const result = await context.store.control.commit({
    atMs,
    routing: null,
    records: runs.map(({ run }) => recordOf(run, null)),
    timeline: [],
    audit: {
      ...by,
      atMs,
      action: "probe.run",
      object: only === null ? "probes" : `route:${only}`,
      outcome: "done",
      before: null,
      after: { routes: free.map(({ route }) => route.id), trigger },
      reason: null,
      traceId: null,
      routeVersion: context.active().version,
    },
  });
  if (result.kind !== "committed") throw new ControlRefusal("conflict", "These probes are already running.");
  for (const { target, run } of runs) context.providers.queue(() => performRun(context, target, run));
  return { runs: runs.map(({ run }) => ({ run_id: run.run_id, route: run.route })) };
}

/** Every route of the active version once, with an alias that names it. */
function probeTargets(context: ControlContext): ProbeTarget[] {
  const snapshot = compileSnapshot(context.active(), context.contracts.book());
  const targets = new Map<string, ProbeTarget>();
  for (const alias of snapshot.aliases.values()) {
    const routes = alias.canary === null ? alias.stable : [...alias.stable, alias.canary.route];
    for (const route of routes) if (!targets.has(route.id)) targets.set(route.id, { alias: alias.id, route });
  }
  return [...targets.values()];
}

function newRun(
  context: ControlContext,
  by: ProbeActor,
  trigger: ProbeRun["trigger"],
  { alias, route }: ProbeTarget,
): ProbeRun {
  return {
    run_id: `probe-${randomBytes(6).toString("hex")}`,
    route: route.id,
    provider: route.provider,
    provider_model: route.model,
    alias,
    route_version: context.active().version,
    state: "running",
    trigger,
    actor: by.actor,
    started_at: isoTime(context.nowMs()),
    finished_at: null,
    planned: probePlan({ endpoints: route.endpoints, streams: route.capabilities.streaming }).length,
    results: [],
  };
}

/** How many answers are gathered before the record is written again: somebody may be watching. */
const WRITE_EVERY = 5;

async function performRun(context: ControlContext, target: ProbeTarget, begun: ProbeRun): Promise<void> {
  const { route } = target;
  const passed = await lastRun(context, route.id, ["passed"]);
  let run = begun;
  let revision = 1;
  const write = async (next: ProbeRun): Promise<void> => {
    run = next;
    await keep(context, next, revision);
    revision += 1;
  };
  for (const planned of probePlan({ endpoints: route.endpoints, streams: route.capabilities.streaming })) {
    const result = await runProbe(context, run.run_id, target, planned, fieldsSeen(passed, planned));
    run = { ...run, results: [...run.results, result] };
    if (run.results.length % WRITE_EVERY === 0) await write(run);
  }
  const isPassed = run.results.every(({ pass, drift }) => pass && drift.length === 0);
  await write({ ...run, state: isPassed ? "passed" : "failed", finished_at: isoTime(context.nowMs()) });
}

async function keep(context: ControlContext, run: ProbeRun, revision: number): Promise<void> {
  const atMs = context.nowMs();
  const record = recordOf(run, revision);
  await context.store.control.commit({ atMs, routing: null, records: [record], timeline: [], audit: null });
  const text = run.state === "running" ? `${run.results.length} of ${run.planned} probes` : `probes ${run.state}`;
  const at = isoTime(atMs);
  context.live.emit({ type: "contract", at, provider: run.provider, endpoint: null, text: `${run.route}: ${text}` });
}

function recordOf(run: ProbeRun, baseRevision: number | null) {
  const { run_id: id, route: subject, state, route_version: routeVersion } = run;
  return { kind: "probe_run", id, baseRevision, subject, state, routeVersion, body: run } as const;
}

/** The newest run of a route in one of these states. */
export async function lastRun(
  context: ControlContext,
  route: string,
  states?: readonly ProbeRun["state"][],
): Promise<ProbeRun | null> {
  const query = { kind: "probe_run", subject: route, limit: 1, ...(states === undefined ? {} : { states }) } as const;
  const [record] = await context.store.control.records(query);
  return record === undefined ? null : ProbeRun.parse(record.body);
}

/** Runs a former process left unfinished are over: nobody goes on with them. Returns how many there were. */
export async function closeInterruptedRuns(context: ControlContext): Promise<number> {
  const records = await context.store.control.records({ kind: "probe_run", states: ["running"], limit: 200 });
  for (const { body, revision } of records) {
    const run: ProbeRun = { ...ProbeRun.parse(body), state: "interrupted", finished_at: isoTime(context.nowMs()) };
    await keep(context, run, revision);
  }
  return records.length;
}
