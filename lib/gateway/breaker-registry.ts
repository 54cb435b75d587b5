import {
  type Admission,
  admissionTransition,
  admit,
  type Breaker,
  type BreakerOverride,
  type BreakerState,
  type BreakerTransition,
  type CallResult,
  initialBreaker,
  overrideBreaker,
  recordCall,
} from "../core/breaker";
import type { BreakerOptions } from "../core/breaker-options";
import type { RunGates } from "../core/request-run";

/** A route's health as the console shows it. Times are epoch milliseconds. */
export interface RouteHealthView {
  readonly state: BreakerState;
  readonly sinceMs: number | null;
  readonly retryAtMs: number | null;
  readonly cause: string | null;
  readonly cooledUntilMs: number | null;
  readonly needsOwner: boolean;
}

export interface BreakerEvent extends BreakerTransition {
  readonly route: string;
  readonly atMs: number;
}

interface RouteHealth {
  breaker: Breaker;
  sinceMs: number | null;
  cause: string | null;
  cooledUntilMs: number | null;
  needsOwner: boolean;
  lastFailureAtMs: number | null;
}

/**
 * The health of every route in this process: its breaker, a wait its provider asked for, and whether its account needs
 * a person. Kept across route map versions, because a new version does not heal a provider.
 */
export class BreakerRegistry {
  readonly #routes = new Map<string, RouteHealth>();

  constructor(
    private readonly nowMs: () => number,
    private readonly random: () => number,
    private readonly onTransition: (event: BreakerEvent) => void,
  ) {}

  /** The questions and reports of one request; `options` are its alias's. */
  forRequest(options: BreakerOptions): RequestGates {
    return new RequestGates(this, options);
  }

  admit(route: string, options: BreakerOptions): Admission {
    const health = this.#health(route);
    const before = health.breaker;
    const [admission, after] = admit(before, options, this.nowMs());
    health.breaker = after;
    const transition = admissionTransition(before, after);
    if (transition !== null) this.#moved(route, health, transition);
    return admission;
  }

  /** `wasProbe` as the admission of this call said. */
  record(route: string, result: CallResult, options: BreakerOptions, wasProbe: boolean): void {
    const health = this.#health(route);
    const nowMs = this.nowMs();
    if (result === "failure") health.lastFailureAtMs = nowMs;
    if (result === "ok" || result === "slow") {
      health.cooledUntilMs = null;
      health.needsOwner = false;
    }
    const [breaker, transition] = recordCall(health.breaker, result, options, nowMs, this.random(), wasProbe);
    health.breaker = breaker;
    if (transition !== null) this.#moved(route, health, transition);
  }

  /** An operator's order; it holds for the next attempt. */
  override(route: string, order: BreakerOverride, detail: string): void {
    const health = this.#health(route);
    const [breaker, transition] = overrideBreaker(health.breaker, order, this.nowMs(), detail);
    health.breaker = breaker;
    if (transition !== null) this.#moved(route, health, transition);
  }

  isDisabled(route: string): boolean {
    return this.#routes.get(route)?.breaker.kind === "disabled";
  }

  cooledUntilMs(route: string): number | null {
    return this.#routes.get(route)?.cooledUntilMs ?? null;
  }

  lastFailureAtMs(route: string): number | null {
    return this.#routes.get(route)?.lastFailureAtMs ?? null;
  }

  /** The provider asked to be left alone until then. */
  coolDown(route: string, untilMs: number): void {
    const health = this.#health(route);
    health.cooledUntilMs = Math.max(untilMs, health.cooledUntilMs ?? 0);
  }

  flagOwner(route: string): void {
    this.#health(route).needsOwner = true;
  }

  view(route: string): RouteHealthView {
    const { breaker, sinceMs, cause, cooledUntilMs, needsOwner } = this.#health(route);
    const isCooled = cooledUntilMs !== null && cooledUntilMs > this.nowMs();
    return {
      state: breaker.kind,
      sinceMs,
      retryAtMs: breaker.kind === "open" ? breaker.retryAtMs : null,
      cause,
      cooledUntilMs: isCooled ? cooledUntilMs : null,
      needsOwner,
    };
  }

  #health(route: string): RouteHealth {
    let health = this.#routes.get(route);
    if (!health) {
      health = {
        breaker: initialBreaker(),
        sinceMs: null,
        cause: null,
        cooledUntilMs: null,
        needsOwner: false,
        lastFailureAtMs: null,
      };
      this.#routes.set(route, health);
    }
    return health;
  }

  #moved(route: string, health: RouteHealth, transition: BreakerTransition): void {
    const atMs = this.nowMs();
    health.sinceMs = atMs;
    health.cause = transition.detail === "" ? transition.cause.replaceAll("_", " ") : transition.detail;
    this.onTransition({ ...transition, route, atMs });
  }
}

/** What one request asks and reports of routes. Attempts are sequential, so one remembered admission is enough. */
export class RequestGates implements RunGates {
  #wasProbe = false;

  constructor(
    private readonly registry: BreakerRegistry,
    private readonly options: BreakerOptions,
  ) {}

  admit(route: string): Admission {
    const admission = this.registry.admit(route, this.options);
    this.#wasProbe = admission.kind === "admit" && admission.probe;
    return admission;
  }

  /** How the admitted call ended. */
  record(route: string, result: CallResult): void {
    this.registry.record(route, result, this.options, this.#wasProbe);
  }

  isDisabled(route: string): boolean {
    return this.registry.isDisabled(route);
  }

  cooledUntilMs(route: string): number | null {
    return this.registry.cooledUntilMs(route);
  }

  lastFailureAtMs(route: string): number | null {
    return this.registry.lastFailureAtMs(route);
  }
}
