import type { RequestIntent } from "../core/ledger-record";
import { excerpt } from "../core/redact";
import { type RequestFacts, readRequestFacts } from "../core/request-facts";
import { holdsContext, type RunStep, servedReason } from "../core/request-run";
import { Answer } from "./answer";
import { type AttemptEnd, ProviderAttempt } from "./attempt";
import type { RequestGates } from "./breaker-registry";
import type { AcceptedCall } from "./door";
import { type Ending, failedEnding, leftEnding, servedEnding } from "./ending";
import type { Exchange } from "./exchange";
import { brokenStream, failureAnswer, unknownResponse, unrecorded } from "./failure-answer";
import { learnFromFailure } from "./learn-from-failure";
import { providerBody } from "./provider-body";
import { readerFor } from "./reader-for";
import { refuse } from "./refusal";
import { RequestCourse } from "./request-course";
import { requestIntent } from "./request-intent";
import { type AttemptStep, RequestRecord } from "./request-record";
import type { ServeDependencies } from "./serve-dependencies";
import { readTraceContext, type TraceContext, traceHeaders } from "./trace-context";

/** Serves one accepted call: attempts as the engine decides them, one answer, one recorded outcome. */
export function serve(dependencies: ServeDependencies, exchange: Exchange, call: AcceptedCall): Promise<void> {
  const { previous_response_id: previous } = call.body;
  const holder = typeof previous === "string" ? dependencies.issued.holderOf(previous, call.client) : null;
  if (holder?.kind !== "not_yours") {
    const contextRoute = holder?.kind === "route" ? holder.route : null;
    return new ServedRequest(dependencies, exchange, call, contextRoute).run();
  }
  refuse(exchange, unknownResponse());
  return Promise.resolve();
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

  /**
   * One function from the first attempt to the last byte, on purpose: each further async function costs a request a few
   * microseconds and a kilobyte where the process tracks asynchronous context.
   */
  async run(): Promise<void> {
    this.exchange.onClose(() => this.#abandonAttempt?.());
    if (this.#facts.stream && this.#course.call.alias.streamPolicy === "buffered") this.#answer.startKeepAlive();
    try {
      let ending: Ending | null = null;
      while (ending === null) {
        const { step } = this.#course;
        if (step.kind === "finish") ending = this.#finished(step);
        else if (step.waitMs > 0 && !(await this.#waited(step))) continue;
        else if (this.exchange.isClosed) ending = this.#left(step.route.id);
        else {
          const refused = await this.#record.intend(
            step,
            this.#course.run.input.routeVersion,
            this.dependencies.nowMs(),
          );
          if (refused !== null) {
            this.#gates.record(step.route.id, "ignored");
            this.#unrecorded(refused.message);
            return;
          }
          ending = this.#concluded(step, await this.#perform(step));
        }
      }
      const failure = await this.#record.close(ending.conclusion, ending.skipped);
      if (failure === null) ending.tell();
      else this.#unrecorded(failure.message);
    } catch (error) {
      this.#record.interrupt(servedReason(this.#course.run));
      throw error;
    } finally {
      this.#answer.abandon();
      this.#course.leave();
    }
  }

  /** Waits for the turn of a decided call. False when the map changed meanwhile and something else was decided. */
  async #waited(step: AttemptStep): Promise<boolean> {
    await this.#course.wait(step.waitMs, (cut) => {
      this.#abandonAttempt = cut;
    });
    const next = this.exchange.isClosed ? null : this.#course.decideAgain(step);
    if (next !== null) this.#record.amendNext(next);
    return next === null;
  }

  #perform(step: AttemptStep): Promise<AttemptEnd> {
    const { dependencies } = this;
    const { call } = this.#course;
    const { route, timeouts } = step;
    const provider = call.snapshot.providers.get(route.provider);
    if (provider === undefined) throw new Error(`route ${route.id} names the unknown provider ${route.provider}`);
    const resetsContext = !holdsContext(this.#course.run, this.#course.run.current);
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
    const { labels } = this.#answer;
    labels.attempts++;
    labels.route = route.id;
    labels.reason = servedReason(this.#course.run).reasonCode;
    labels.isContextReset = resetsContext;
    return new Promise((resolve, reject) => {
      const trace = this.#trace === null || !provider.takesTraceContext ? null : traceHeaders(this.#trace);
      const attempt = new ProviderAttempt(
        { provider, endpoint, body, adaptations, facts: this.#facts, timeouts, traceHeaders: trace, reader },
        (end) => {
          this.#abandonAttempt = null;
          resolve(end);
        },
        reject,
      );
      this.#abandonAttempt = () => attempt.abandon();
      attempt.start(dependencies.upstream);
      if (this.exchange.isClosed) attempt.abandon();
    });
  }

  /** Takes in how an attempt ended. Null when another step follows. */
  #concluded(step: AttemptStep, end: AttemptEnd): Ending | null {
    if (end.kind === "served") return this.#served(step, end);
    if (end.kind === "client_closed") {
      const note = this.#answer.hasStalled ? "caller_stalled" : null;
      this.#record.conclude({ step, end, reasonCode: "client_closed", next: "gave_up", isSlow: false, note });
      return this.#left(step.route.id);
    }
    const { breakers, nowMs } = this.dependencies;
    learnFromFailure(breakers, this.#gates, this.#course.call.alias, step.route.id, end.signal, nowMs());
    if (end.kind === "broken") return this.#broken(step, end);
    const decided = this.#course.fail(end.signal);
    this.#record.conclude({ step, end, reasonCode: decided.attemptReason, next: decided.next, isSlow: false });
    return null;
  }

  #served(step: AttemptStep, end: Extract<AttemptEnd, { kind: "served" }>): Ending {
    const route = step.route.id;
    const objectiveMs = this.#course.call.alias.objective.latencyP95Ms;
    const isSlow = objectiveMs !== null && end.facts.latencyMs > objectiveMs;
    this.#record.conclude({ step, end, reasonCode: null, next: "returned", isSlow });
    this.#gates.record(route, isSlow ? "slow" : "ok");
    this.#answer.labels.reason = servedReason(this.#course.run).reasonCode;
    const { responseId } = end.facts;
    if (responseId !== null) this.dependencies.issued.remember(responseId, route, this.#course.call.client);
    return servedEnding(this.#course.run, route, () => {
      if (this.#facts.stream) this.#answer.endStream(end.held);
      else this.#answer.endWhole(end.held, end.contentType);
    });
  }

  /** The caller has seen part of an answer: nothing may follow but a clear end. */
  #broken(step: AttemptStep, end: Extract<AttemptEnd, { kind: "broken" }>): Ending {
    this.#record.conclude({ step, end, reasonCode: "stream_interrupted", next: "gave_up", isSlow: false });
    const answer = brokenStream(step.route.id, end.signal.detail);
    return failedEnding(this.#course.run, 200, "stream_interrupted", [], () =>
      this.#answer.endFailed(answer, "stream_interrupted"),
    );
  }

  #finished({ reasonCode, signal, skipped }: Extract<RunStep, { kind: "finish" }>): Ending {
    const answer = failureAnswer(this.#course.call.alias.id, reasonCode, signal, this.dependencies.redact);
    this.#answer.labels.reason = reasonCode;
    this.#answer.labels.route = null;
    const httpStatus = this.#answer.isOpen ? 200 : answer.status;
    const tell = () => this.#answer.endFailed(answer, reasonCode);
    return failedEnding(this.#course.run, httpStatus, reasonCode, skipped, tell);
  }

  #left(route: string): Ending {
    this.#gates.record(route, "ignored");
    return leftEnding(this.#course.run);
  }

  /** The ledger could not take the record: the caller gets no answer that is not on disk. */
  #unrecorded(why: string): void {
    this.#answer.labels.reason = "overloaded";
    this.#answer.endFailed(unrecorded(why), "overloaded");
  }
}
