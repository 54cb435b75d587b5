import type { RollbackCheckView, RollbackVerificationBody } from "@/lib/contract/rollback";
import { printCount, printDuration } from "@/lib/core/print-quantity";
import {
  CHECK_WORDS,
  type CheckStanding,
  foldFindings,
  judgeRollback,
  type RollbackFacts,
  rollbackOutcome,
} from "@/lib/core/rollback-verification";
import { changeVerification } from "./change-verification";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import type { Timers } from "./live-feed";
import { type KeptVerification, machineLine, nextRevision, ROLLBACK_KIND, readKept } from "./rollback-record";
import { rollbackSentence } from "./rollback-sentence";

const EVERY_MS = 250;
/** Figures that moved without changing a state are written this often. */
const FIGURES_EVERY_MS = 2_000;
/** The press itself writes when it was in force; a record without it this old was left by a process that ended. */
const PRESS_MS = 5_000;
const MOST_AT_ONCE = 20;
/** Fewer requests than this before the rollback do not say what is normal. */
const FEWEST_FOR_NORMAL = 100;

/**
 * Runs the verification of every rollback that is not verified yet, whichever process pressed it: looks four times a
 * second, and asks nothing but one indexed row while there is none. Returns the stop.
 */
export function startVerifyingRollbacks(
  context: ControlContext,
  timers: Timers,
  onFailure: (error: unknown) => void,
): () => void {
  let isRunning = false;
  const startedAtMs = context.nowMs();
  const task = timers.every(EVERY_MS, () => {
    if (isRunning) return;
    isRunning = true;
    void verifyRollbacks(context, startedAtMs)
      .catch(onFailure)
      .finally(() => {
        isRunning = false;
      });
  });
  return () => task.stop();
}

/** One round over all that run. `startedAtMs` is when this process began. */
export async function verifyRollbacks(context: ControlContext, startedAtMs: number): Promise<void> {
  const query = { kind: ROLLBACK_KIND, states: ["running"], limit: MOST_AT_ONCE } as const;
  for (const record of await context.store.control.records(query))
    await verifyOne(context, readKept(record), startedAtMs);
}

/** Keeps when a rollback was in force and what it took. */
async function markInForce(context: ControlContext, id: string, atMs: number, tookMs: number): Promise<void> {
  await changeVerification(context, id, (kept) => {
    const body = { ...kept.body, in_force_at: isoTime(atMs), took_ms: tookMs };
    const text = `v${kept.routeVersion} in force for new requests after ${printTook(tookMs)}`;
    return {
      record: nextRevision(
        kept,
        { ...body, sentence: "New requests use the prior route; the rest is being checked." },
        kept.state,
      ),
      timeline: [machineLine(kept, atMs, "in_force", text)],
      audit: null,
    };
  });
}

/** The same right after a commit: it is in force either way, so a record that cannot be written hides nothing. */
export async function pressed(context: ControlContext, id: string, tookMs: number): Promise<void> {
  await markInForce(context, id, context.nowMs(), tookMs).catch(() => undefined);
}

async function verifyOne(context: ControlContext, kept: KeptVerification, startedAtMs: number): Promise<void> {
  const nowMs = context.nowMs();
  const { body } = kept;
  if (body.in_force_at === null) {
    if (nowMs - kept.record.updatedAtMs >= PRESS_MS) await takeOver(context, kept, startedAtMs);
    return;
  }
  const inForceMs = Date.parse(body.in_force_at);
  const facts = await factsOf(context, kept, inForceMs);
  const isTimeUp = nowMs >= Date.parse(body.deadline_at);
  const standings = foldFindings(body.checks.map(toStanding), judgeRollback(facts.facts), nowMs - inForceMs);
  const outcome = rollbackOutcome(standings, isTimeUp);
  const checks = standings.map(toView);
  const next: RollbackVerificationBody = {
    ...body,
    checks,
    baseline: { failure_rate: facts.facts.normalFailureRate, source: facts.source },
    ended_at: outcome.state === "running" ? null : isoTime(nowMs),
    sentence: rollbackSentence(outcome, checks, nowMs - inForceMs),
  };
  const news = newsOf(body.checks, checks);
  const isDue =
    nowMs - kept.record.updatedAtMs >= FIGURES_EVERY_MS && JSON.stringify(checks) !== JSON.stringify(body.checks);
  if (news.length === 0 && outcome.state === "running" && !isDue) return;
  const lines = news.map(({ event, text }) => machineLine(kept, nowMs, event, text));
  if (outcome.state !== "running") lines.push(machineLine(kept, nowMs, outcome.state, next.sentence));
  await changeVerification(context, kept.record.id, (current) =>
    current.record.revision === kept.record.revision
      ? { record: nextRevision(current, next, outcome.state), timeline: lines, audit: null }
      : null,
  );
}

/** Whoever pressed did not say when the rollback was in force. It holds since this process began, or since the press. */
async function takeOver(context: ControlContext, { record }: KeptVerification, startedAtMs: number): Promise<void> {
  const isInterrupted = record.createdAtMs < startedAtMs;
  await changeVerification(context, record.id, (kept) => {
    if (kept.body.in_force_at !== null) return null;
    const text = isInterrupted
      ? `The server ended during the rollback and continues: v${kept.routeVersion} is in force since it started again`
      : `v${kept.routeVersion} is in force; how long the press took was not recorded`;
    const inForceAt = isoTime(isInterrupted ? startedAtMs : context.nowMs());
    const body = { ...kept.body, in_force_at: inForceAt, sentence: `${text}. The rest is being checked.` };
    return {
      record: nextRevision(kept, body, kept.state),
      timeline: [machineLine(kept, context.nowMs(), "continued", text)],
      audit: null,
    };
  });
}

async function factsOf(
  context: ControlContext,
  { body, routeVersion }: KeptVerification,
  inForceMs: number,
): Promise<{ readonly facts: RollbackFacts; readonly source: string }> {
  const loads = context
    .versionLoads()
    .filter(({ alias, version }) => version < routeVersion && body.aliases.includes(alias));
  const { baseline, ...traffic } = await context.store.reports.rollbackTraffic({
    aliases: body.aliases,
    routeVersion,
    inForceMs,
  });
  const objective = objectiveFailure(context, body.aliases);
  const isMeasured = baseline.requests >= FEWEST_FOR_NORMAL;
  const measured = isMeasured ? baseline.failed / baseline.requests : 0;
  const source =
    measured > objective
      ? `the stable arm in the hour before, ${printCount(baseline.requests)} requests`
      : "what the objective allows";
  return {
    source,
    facts: {
      ...traffic,
      abandonedVersion: body.abandoned_version,
      routeVersion,
      sinceInForceMs: context.nowMs() - inForceMs,
      inFlight: loads.reduce((sum, { inFlight }) => sum + inFlight, 0),
      waiting: loads.reduce((sum, { waiting }) => sum + waiting, 0),
      abandonedProviders: body.abandoned_providers,
      closingProviders: context.closingProviders(),
      normalFailureRate: Math.max(objective, measured),
    },
  };
}

/** The strictest of the objectives: a fraction of requests that may fail. */
function objectiveFailure(context: ControlContext, aliases: readonly string[]): number {
  const sections = context.active().content.aliases;
  const allowed = aliases.flatMap((alias) => sections[alias]?.objective.availability ?? []);
  return allowed.length === 0 ? 0 : (100 - Math.max(...allowed)) / 100;
}

function newsOf(
  before: readonly RollbackCheckView[],
  after: readonly RollbackCheckView[],
): readonly { readonly event: string; readonly text: string }[] {
  return after.flatMap(({ check, state, after_ms: afterMs, detail }) => {
    if (before.find((view) => view.check === check)?.state === state) return [];
    const when = afterMs === null ? "" : ` after ${printDuration(afterMs)}`;
    const words = { passed: "holds", failed: "is broken", pending: "does not hold any more" } as const;
    return { event: `check_${state}`, text: `${CHECK_WORDS[check]}: ${words[state]}${when}, ${detail}` };
  });
}

function printTook(tookMs: number): string {
  return `${tookMs.toFixed(1)} ms`;
}

function toStanding({ check, state, after_ms: afterMs, detail }: RollbackCheckView): CheckStanding {
  return { check, state, afterMs, detail };
}

function toView({ check, state, afterMs, detail }: CheckStanding): RollbackCheckView {
  return { check, state, after_ms: afterMs, detail };
}
