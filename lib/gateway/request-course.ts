import type { NextStep } from "../core/ledger-record";
import type { RequestFacts } from "../core/request-facts";
import {
  afterFailure,
  type FailureDecision,
  type RunInput,
  type RunState,
  type RunStep,
  type SupersedingRoute,
  startRun,
  startSuperseded,
} from "../core/request-run";
import type { RoutingSnapshot } from "../core/routing-snapshot";
import type { Signal } from "../core/signal";
import type { RequestGates } from "./breaker-registry";
import type { AcceptedCall } from "./door";
import type { Exchange } from "./exchange";
import { armOf } from "./request-intent";
import type { AttemptStep } from "./request-record";
import type { VersionLoad, VersionLoads } from "./version-loads";

export interface CourseDependencies {
  /** The active route map version. Each request takes one reference and keeps it until it has to call again. */
  routing(): RoutingSnapshot;
  readonly loads: VersionLoads;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  readonly random: () => number;
}

/** What draws a caller's arm again, under other shares. */
export interface ArmKey {
  readonly exchange: Exchange;
  readonly facts: RequestFacts;
  readonly traceId: string;
  readonly cohort: string;
}

/**
 * Where one request stands: what the engine decided last, and the route map version it goes by. That is the one it came
 * in under, until it has to call again after a change: then the new map decides. Ask for nothing after `leave`.
 */
export class RequestCourse {
  #call: AcceptedCall;
  #load: VersionLoad;
  #run: RunState;
  #step: RunStep;
  /** The last failure, and the run it met; null before the first. */
  #failed: { readonly run: RunState; readonly signal: Signal } | null = null;

  constructor(
    private readonly dependencies: CourseDependencies,
    private readonly gates: RequestGates,
    call: AcceptedCall,
    input: RunInput,
    private readonly armKey: ArmKey,
  ) {
    this.#call = call;
    [this.#run, this.#step] = startRun(input, gates, input.startedAtMs);
    this.#load = dependencies.loads.enter(call.alias, call.snapshot.version);
  }

  /** The call, with the alias and the snapshot it goes by now. */
  get call(): AcceptedCall {
    return this.#call;
  }

  get run(): RunState {
    return this.#run;
  }

  get step(): RunStep {
    return this.#step;
  }

  /** Takes in a failed attempt, by the map in force, and decides what follows. */
  fail(signal: Signal): FailureDecision {
    this.#failed = { run: this.#run, signal };
    const { nowMs, random } = this.dependencies;
    return this.#take(afterFailure(this.#run, signal, this.gates, nowMs(), random(), this.#supersede()));
  }

  /** Waits for the turn of a decided call, or until it is cut short by what `onStart` is given. */
  async wait(durationMs: number, onStart: (cut: () => void) => void): Promise<void> {
    const load = this.#load;
    load.waiting++;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, durationMs);
      onStart(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    load.waiting--;
  }

  /**
   * After a wait: when the map changed meanwhile, the call that waited is dropped and the new map decides, without a
   * second wait after the same failure. Returns what follows the last attempt instead; null when the decision holds.
   */
  decideAgain(dropped: AttemptStep): NextStep | null {
    const superseding = this.#supersede();
    if (superseding === null) return null;
    this.gates.record(dropped.route.id, "ignored");
    const nowMs = this.dependencies.nowMs();
    if (this.#failed === null) {
      [this.#run, this.#step] = startSuperseded(this.#run.input, this.gates, nowMs, superseding);
      return this.#step.kind === "attempt" ? "retry" : "gave_up";
    }
    const { run, signal } = this.#failed;
    const { step, next } = this.#take(afterFailure(run, signal, this.gates, nowMs, 0, superseding));
    if (step.kind === "attempt") this.#step = { ...step, waitMs: 0 };
    return next;
  }

  /** The request is over. */
  leave(): void {
    this.dependencies.loads.leave(this.#call.alias, this.#load);
  }

  #take(decided: FailureDecision): FailureDecision {
    this.#run = decided.state;
    this.#step = decided.step;
    return decided;
  }

  /** Moves over to the map in force when that is not the request's own any more; null when nothing replaced it. */
  #supersede(): SupersedingRoute | null {
    const { dependencies, armKey } = this;
    const { alias, client, snapshot } = this.#call;
    const current = dependencies.routing();
    if (current === snapshot) return null;
    const renewed = current.aliases.get(alias.id);
    if (renewed === undefined) return null;
    this.leave();
    this.#call = { ...this.#call, alias: renewed, snapshot: current };
    this.#load = dependencies.loads.enter(renewed, current.version);
    const { contextRoute } = this.#run.input;
    const { arm } = armOf(armKey.exchange, renewed, { ...armKey, client, contextRoute });
    return { alias: renewed, arm, version: current.version };
  }
}
