import type { Ledger, RequestIntent, RequestOutcome } from "../core/ledger-record";
import { excerpt, type Redactor } from "../core/redact";
import { type RequestFacts, readRequestFacts } from "../core/request-facts";
import { holdsContext, type RunStep, servedReason } from "../core/request-run";
import type { TrafficKind } from "../core/routing-snapshot";
import type { Upstream } from "../upstream/upstream";
import { Answer, type StreamPace } from "./answer";
import { type AttemptEnd, ProviderAttempt } from "./attempt";
import type { BreakerRegistry, RequestGates } from "./breaker-registry";
import type { AcceptedCall } from "./door";
import type { Exchange } from "./exchange";
import { failureAnswer, overloaded, unknownResponse } from "./failure-answer";
import type { IssuedResponses } from "./issued-responses";
import { learnFromFailure } from "./learn-from-failure";
import { providerBody } from "./provider-body";
import { readerFor } from "./reader-for";
import { refuse } from "./refusal";
import { type CourseDependencies, RequestCourse } from "./request-course";
import { requestIntent } from "./request-intent";
import { type AttemptStep, RequestRecord } from "./request-record";
import type { SchemaChecker } from "./schema-check";
import { readTraceContext, type TraceContext, traceHeaders } from "./trace-context";

export interface ServeDependencies extends CourseDependencies {
  readonly upstream: Upstream;
  readonly ledger: Ledger;
  readonly breakers: BreakerRegistry;
  readonly issued: IssuedResponses;
  readonly schemas: SchemaChecker;
  readonly redact: Redactor;
  /** What its requests are recorded as; people's traffic unless said otherwise. */
  readonly kind?: TrafficKind;
  /** Another than the usual one, for tests. */
  readonly streamPace?: StreamPace;
  /** Told each final outcome, for metrics. */
  onOutcome(alias: string, outcome: RequestOutcome): void;
}

/** Serves one accepted call: attempts as the engine decides them, one answer, one recorded outcome. */
export async function serve(dependencies: ServeDependencies, exchange: Exchange, call: AcceptedCall): Promise<void> {
  const { previous_response_id: previous } = call.body;
  const holder = typeof previous === "string" ? dependencies.issued.holderOf(previous, call.client) : null;
  if (holder?.kind === "not_yours") refuse(exchange, unknownResponse());
  else await new ServedRequest(dependencies, exchange, call, holder?.kind === "route" ? holder.route : null).run();
}

class ServedRequest {
  readonly #facts: RequestFacts;
  readonly #gates: RequestGates;
  readonly #intent: RequestIntent;
  readonly #record: RequestRecord;
  readonly #answer: Answer;
  readonly #trace: TraceContext | null;
  readonly #course: RequestCourse;
  #abandonAttempt: (() => void) | null = null;

  constructor(
    private readonly dependencies: ServeDependencies,
    private readonly exchange: Exchange,
    call: AcceptedCall,
    contextRoute: string | null,
  ) {
    const { alias, endpoint, body } = call;
    const startedAtMs = dependencies.nowMs();
    this.#facts = readRequestFacts(endpoint, body);
    this.#gates = dependencies.breakers.forRequest(alias.breaker);
    this.#trace = readTraceContext(exchange);
    this.#intent = requestIntent(
      exchange,
      call,
      this.#facts,
      contextRoute,
      this.#trace?.traceId ?? null,
      startedAtMs,
      dependencies.kind ?? "traffic",
    );
    const { traceId, cohort, arm, routeVersion } = this.#intent;
    this.#record = new RequestRecord(dependencies.ledger, this.#intent, {
      estimatedInputTokens: this.#facts.estimatedInputTokens,
      excerpt: (text) => excerpt(text, dependencies.redact),
      label: dependencies.redact.label,
      onOutcome: (outcome) => dependencies.onOutcome(alias.id, outcome),
    });
    const labels = { traceId, routeVersion, arm, route: null, attempts: 0, reason: null, isContextReset: false };
    this.#answer = new Answer(exchange, endpoint, labels, dependencies.streamPace);
    this.#course = new RequestCourse(
      dependencies,
      this.#gates,
      call,
      {
        alias,
        arm,
        endpoint,
        facts: this.#facts,
        body,
        contextRoute,
        caller: { tenant: call.client.tenant, cohort },
        routeVersion,
        startedAtMs,
      },
      { exchange, facts: this.#facts, traceId, cohort },
    );
  }

  async run(): Promise<void> {
    this.exchange.onClose(() => this.#abandonAttempt?.());
    if (this.#facts.stream && this.#course.call.alias.streamPolicy === "buffered") this.#answer.startKeepAlive();
    try {
      let { step } = this.#course;
      while (step.kind === "attempt") {
        if (!(await this.#attempt(step))) return;
        ({ step } = this.#course);
      }
      await this.#finish(step);
    } catch (error) {
      this.#record.interrupt(servedReason(this.#course.run));
      throw error;
    } finally {
      this.#answer.abandon();
      this.#course.leave();
    }
  }

  /** Makes one attempt. False when the request is over, one way or another. */
  async #attempt(step: AttemptStep): Promise<boolean> {
    if (step.waitMs > 0) {
      await this.#course.wait(step.waitMs, (cut) => {
        this.#abandonAttempt = cut;
      });
      const next = this.exchange.isClosed ? null : this.#course.decideAgain(step);
      if (next !== null) {
        this.#record.amendNext(next);
        return true;
      }
    }
    if (this.exchange.isClosed) return this.#callerLeft(step.route.id);
    const refused = await this.#record.intend(step, this.#course.run.input.routeVersion, this.dependencies.nowMs());
    if (refused !== null) {
      this.#gates.record(step.route.id, "ignored");
      return this.#unrecorded(refused.message);
    }
    const { labels } = this.#answer;
    labels.attempts++;
    labels.route = step.route.id;
    labels.reason = servedReason(this.#course.run).reasonCode;
    const end = await this.#perform(step);
    if (end.kind === "served") return this.#served(step, end);
    if (end.kind === "client_closed") {
      const note = this.#answer.hasStalled ? "caller_stalled" : null;
      this.#record.conclude({ step, end, reasonCode: "client_closed", next: "gave_up", isSlow: false, note });
      return this.#callerLeft(step.route.id);
    }
    const { breakers, nowMs } = this.dependencies;
    learnFromFailure(breakers, this.#gates, this.#course.call.alias, step.route.id, end.signal, nowMs());
    if (end.kind === "broken") return this.#broken(step, end);
    const decided = this.#course.fail(end.signal);
    this.#record.conclude({ step, end, reasonCode: decided.attemptReason, next: decided.next, isSlow: false });
    return true;
  }

  #perform(step: AttemptStep): Promise<AttemptEnd> {
    const { dependencies } = this;
    const { call } = this.#course;
    const { route, timeouts } = step;
    const provider = call.snapshot.providers.get(route.provider);
    if (provider === undefined) throw new Error(`route ${route.id} names the unknown provider ${route.provider}`);
    const resetsContext = !holdsContext(this.#course.run, this.#course.run.current);
    this.#answer.labels.isContextReset = resetsContext;
    const { endpoint, body, adaptations, facts } = providerBody(call, this.#facts, route, resetsContext);
    const reader = readerFor({
      call,
      facts,
      intent: this.#intent,
      spoken: endpoint,
      schemas: dependencies.schemas,
      sink: this.#answer,
      onVisible: () => this.#record.noteFirstToken(),
    });
    return new Promise((resolve) => {
      const trace = this.#trace === null || !provider.takesTraceContext ? null : traceHeaders(this.#trace);
      const attempt = new ProviderAttempt(
        { provider, endpoint, body, adaptations, facts: this.#facts, timeouts, traceHeaders: trace, reader },
        (end) => {
          this.#abandonAttempt = null;
          resolve(end);
        },
      );
      this.#abandonAttempt = () => attempt.abandon();
      attempt.start(dependencies.upstream);
      if (this.exchange.isClosed) attempt.abandon();
    });
  }

  async #served(step: AttemptStep, end: Extract<AttemptEnd, { kind: "served" }>): Promise<false> {
    const objectiveMs = this.#course.call.alias.objective.latencyP95Ms;
    const isSlow = objectiveMs !== null && end.facts.latencyMs > objectiveMs;
    this.#record.conclude({ step, end, reasonCode: null, next: "returned", isSlow });
    this.#gates.record(step.route.id, isSlow ? "slow" : "ok");
    const reason = servedReason(this.#course.run);
    this.#answer.labels.reason = reason.reasonCode;
    const { responseId } = end.facts;
    if (responseId !== null) this.dependencies.issued.remember(responseId, step.route.id, this.#course.call.client);
    const failure = await this.#record.close(
      { state: "succeeded", httpStatus: 200, route: step.route.id, ...reason },
      [],
    );
    if (failure !== null) return this.#unrecorded(failure.message);
    if (this.#facts.stream) this.#answer.endStream(end.held);
    else this.#answer.endWhole(end.held, end.contentType);
    return false;
  }

  /** The caller has seen part of an answer: nothing may follow but a clear end. */
  async #broken(step: AttemptStep, end: Extract<AttemptEnd, { kind: "broken" }>): Promise<false> {
    this.#record.conclude({ step, end, reasonCode: "stream_interrupted", next: "gave_up", isSlow: false });
    const counts = servedReason(this.#course.run);
    await this.#record.close(
      { ...counts, state: "failed", httpStatus: 200, reasonCode: "stream_interrupted", route: null },
      [],
    );
    const message = `The stream from route ${step.route.id} broke off (${end.signal.detail ?? "interrupted"}); the answer is incomplete. Send the request again.`;
    this.#answer.endFailed({ status: 503, code: "stream_interrupted", message }, "stream_interrupted");
    return false;
  }

  async #finish(step: Extract<RunStep, { kind: "finish" }>): Promise<void> {
    const { alias } = this.#course.call;
    const answer = failureAnswer(alias.id, step.reasonCode, step.signal, this.dependencies.redact);
    const counts = servedReason(this.#course.run);
    this.#answer.labels.reason = step.reasonCode;
    this.#answer.labels.route = null;
    const httpStatus = this.#answer.isOpen ? 200 : answer.status;
    const failure = await this.#record.close(
      { ...counts, state: "failed", httpStatus, reasonCode: step.reasonCode, route: null },
      step.skipped,
    );
    if (failure !== null) this.#unrecorded(failure.message);
    else this.#answer.endFailed(answer, step.reasonCode);
  }

  #callerLeft(route: string): false {
    this.#gates.record(route, "ignored");
    const counts = servedReason(this.#course.run);
    void this.#record.close(
      { ...counts, state: "client_closed", httpStatus: null, reasonCode: "client_closed", route: null },
      [],
    );
    return false;
  }

  /** The ledger could not take the record: the caller gets no answer that is not on disk. */
  #unrecorded(message: string): false {
    this.#answer.labels.reason = "overloaded";
    this.#answer.endFailed(
      overloaded(`The request could not be recorded (${message}); nothing is served unrecorded.`),
      "overloaded",
    );
    return false;
  }
}
