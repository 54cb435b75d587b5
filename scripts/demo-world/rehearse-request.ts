import { randomUUID } from "node:crypto";
import { chooseArm, chooseCohort } from "@/lib/core/arms";
import type { LedgerEntry, RequestIntent, RequestOutcome } from "@/lib/core/ledger-record";
import { readRequestFacts } from "@/lib/core/request-facts";
import { afterFailure, type RunState, type RunStep, servedReason, startRun } from "@/lib/core/request-run";
import type { AliasRouting, RoutingSnapshot } from "@/lib/core/routing-snapshot";
import type { BreakerRegistry, RequestGates } from "@/lib/gateway/breaker-registry";
import { drawFirstTokenMs } from "@/lib/upstream/simulated-provider/latency-profile";
import { ANSWER_TOKENS, DEMO_MODELS, type DemoStream } from "./demo-plan";
import { type AttemptStep, RehearsedRecord } from "./rehearsed-record";
import { covers, type Spell, type SpellEffect, spellEffect } from "./spell";

/** The past as the rehearsal needs it: which map was in force, how the routes were doing, what went wrong. */
export interface RehearsalStage {
  readonly snapshot: RoutingSnapshot;
  readonly breakers: BreakerRegistry;
  readonly spells: readonly Spell[];
  readonly random: () => number;
}

/** Share of calls that fail on a quiet day. */
const NOISE = 0.003;
/** What the gateway itself adds, in milliseconds. */
const OVERHEAD_MS = 2;
const STRUCTURED_TOKENS = 4;

/**
 * The ledger entries of one request of the past, decided by the same engine that decides live ones: only the provider
 * and the clock are made up. Empty when the alias did not exist then.
 */
export function rehearseRequest(
  stage: RehearsalStage,
  stream: DemoStream,
  userId: string,
  atMs: number,
): LedgerEntry[] {
  const alias = stage.snapshot.aliases.get(stream.alias);
  return alias === undefined ? [] : new Rehearsal(stage, stream, alias, userId, atMs).run();
}

class Rehearsal {
  readonly #gates: RequestGates;
  readonly #record: RehearsedRecord;
  readonly #outputTokens: number;
  #run: RunState;
  #step: RunStep;
  #elapsedMs = OVERHEAD_MS;

  constructor(
    private readonly stage: RehearsalStage,
    private readonly stream: DemoStream,
    private readonly alias: AliasRouting,
    userId: string,
    private readonly atMs: number,
  ) {
    const intent = intentOf(stage.snapshot, stream, alias, userId, atMs);
    const { arm, endpoint, routeVersion } = intent;
    const facts = readRequestFacts(endpoint, { stream: stream.isStream });
    this.#outputTokens = stream.isStructured ? STRUCTURED_TOKENS : ANSWER_TOKENS;
    this.#record = new RehearsedRecord(intent, {
      input: Math.ceil((stream.prompts[0]?.length ?? 0) / 4),
      output: this.#outputTokens,
    });
    this.#gates = stage.breakers.forRequest(alias.breaker);
    const input = { alias, arm, endpoint, facts, contextRoute: null, routeVersion, startedAtMs: atMs };
    [this.#run, this.#step] = startRun(input, this.#gates, atMs);
  }

  run(): LedgerEntry[] {
    while (this.#step.kind === "attempt") {
      if (this.#attempt(this.#step) === "closed") return this.#record.entries;
    }
    this.#close({ state: "failed", httpStatus: 503, reasonCode: this.#step.reasonCode, route: null }, null);
    return this.#record.entries;
  }

  #attempt(step: AttemptStep): "open" | "closed" {
    this.#elapsedMs += step.waitMs;
    this.#record.intend(step, this.atMs + Math.round(this.#elapsedMs));
    const effect = this.#weather(step);
    if (effect === null) return this.#serve(step);
    const { signal } = effect;
    this.#learn(step, effect);
    const latencyMs = effect.latencyMs ?? step.timeouts.headersMs;
    this.#elapsedMs += latencyMs;
    if (signal.class === "stream_interrupted") {
      this.#record.failed(step, signal, latencyMs, null);
      this.#close({ state: "failed", httpStatus: 200, reasonCode: "stream_interrupted", route: null }, null);
      return "closed";
    }
    const decided = afterFailure(this.#run, signal, this.#gates, this.atMs + this.#elapsedMs, this.stage.random());
    this.#record.failed(step, signal, latencyMs, decided);
    this.#run = decided.state;
    this.#step = decided.step;
    return "open";
  }

  #serve(step: AttemptStep): "closed" {
    const latency = DEMO_MODELS.find(({ route }) => route === step.route.id)?.latency;
    if (latency === undefined) throw new Error(`The demo plan has no route ${step.route.id}`);
    const firstTokenMs = drawFirstTokenMs(latency, this.stage.random);
    const latencyMs = firstTokenMs + latency.perTokenMs * this.#outputTokens;
    const { latencyP95Ms } = this.alias.objective;
    const isSlow = latencyP95Ms !== null && latencyMs > latencyP95Ms;
    this.#gates.record(step.route.id, isSlow ? "slow" : "ok");
    const seenMs = this.stream.isStream ? firstTokenMs : null;
    this.#record.served(step, latencyMs, seenMs, isSlow);
    const waitedMs = seenMs === null ? null : this.#elapsedMs + seenMs;
    this.#elapsedMs += latencyMs;
    const { reasonCode } = servedReason(this.#run);
    this.#close({ state: "succeeded", httpStatus: 200, reasonCode, route: step.route.id }, waitedMs);
    return "closed";
  }

  /** What the provider does to this call; null when it answers. */
  #weather(step: AttemptStep): SpellEffect | null {
    const { random, spells } = this.stage;
    const call = { atMs: this.atMs, provider: step.route.provider, model: step.route.model };
    for (const spell of spells) {
      // A stream can only break where there is one.
      if (spell.kind === "cut_mid_stream" && !this.stream.isStream) continue;
      if (covers(spell, call) && random() < spell.share) return spellEffect(spell.kind, random);
    }
    return random() < NOISE ? spellEffect("error_500", random) : null;
  }

  #learn(step: AttemptStep, { signal }: SpellEffect): void {
    const lesson = this.alias.policy[signal.class].breaker;
    this.#gates.record(step.route.id, lesson === "failure" ? "failure" : "ignored");
    if (lesson === "cool_down" && signal.statedWaitMs !== null) {
      this.stage.breakers.coolDown(step.route.id, this.atMs + signal.statedWaitMs);
    }
  }

  #close(
    end: Pick<RequestOutcome, "state" | "httpStatus" | "reasonCode" | "route">,
    timeToFirstTokenMs: number | null,
  ): void {
    const skipped = this.#step.kind === "finish" ? this.#step.skipped : [];
    const counts = servedReason(this.#run);
    this.#record.close({ ...counts, ...end, latencyMs: this.#elapsedMs, timeToFirstTokenMs }, skipped);
  }
}

function intentOf(
  snapshot: RoutingSnapshot,
  stream: DemoStream,
  alias: AliasRouting,
  userId: string,
  startedAtMs: number,
): RequestIntent {
  const client = { id: stream.client, tenant: stream.tenant, mayChooseCohort: false };
  const cohort = chooseCohort(snapshot, client, null);
  return {
    traceId: randomUUID().replaceAll("-", ""),
    requestId: null,
    startedAtMs,
    kind: "traffic",
    endpoint: stream.endpoint,
    stream: stream.isStream,
    alias: alias.id,
    clientId: stream.client,
    tenant: stream.tenant,
    cohort,
    ...chooseArm(alias, cohort, `${stream.client}:${userId}`),
    routeVersion: snapshot.version,
    clientRetryCount: 0,
    inboundTraceId: null,
  };
}
