import type { JsonObject } from "./json";
import type { AttemptPurpose, SkippedCandidate } from "./ledger-record";
import type { ReasonCode } from "./reason-code";
import type { RequestFacts } from "./request-facts";
import { type SwitchCaller, switchedOff } from "./route-control";
import type { AliasRouting, Arm, Endpoint, Route } from "./routing-snapshot";

/** What one request run starts from. `facts` are of the caller's body; times are epoch milliseconds. */
export interface RunInput {
  readonly alias: AliasRouting;
  readonly arm: Arm;
  readonly endpoint: Endpoint;
  readonly facts: RequestFacts;
  /** The caller's body, to see whether a route of the other endpoint could be sent it; absent where only facts are known. */
  readonly body?: JsonObject;
  /** The route that issued the response the request goes on from; null when it names none, or one nobody remembers. */
  readonly contextRoute: string | null;
  /** Who asks, for the switches of route control. */
  readonly caller?: SwitchCaller;
  readonly routeVersion: number;
  readonly startedAtMs: number;
}

/** The whole state of one user request between two steps. Never changed in place. */
export interface RunState {
  readonly input: RunInput;
  /** In order of preference; what lies before `cursor` was called or recorded as skipped. */
  readonly candidates: readonly Route[];
  readonly cursor: number;
  /** Index of the route called last; -1 before the first call. */
  readonly current: number;
  readonly attempts: number;
  readonly retriesOnRoute: number;
  readonly retryCount: number;
  readonly fallbackAttempted: boolean;
  /** Why the first route was left, or never called. */
  readonly fallbackReason: ReasonCode | null;
  /** Attempts and skipped candidates share one count, in the order they were decided. */
  readonly nextN: number;
}

/** The order in which an arm's routes are tried: a canary caller gets the canary first, then the stable ones. */
export function candidatesOf(alias: AliasRouting, arm: Arm): readonly Route[] {
  const { canary } = alias;
  if (arm === "stable" || canary === null) return alias.stable;
  return [canary.route, ...alias.stable.filter((route) => route.id !== canary.route.id)];
}

/** The same, with the route that holds the conversation's state first: nobody else can go on with it. */
export function candidatesFor({ arm, contextRoute }: RunInput, alias: AliasRouting): readonly Route[] {
  const candidates = candidatesOf(alias, arm);
  const holder = contextRoute === null ? undefined : candidates.find(({ id }) => id === contextRoute);
  return holder === undefined ? candidates : [holder, ...candidates.filter(({ id }) => id !== contextRoute)];
}

/** Whether a candidate can take up the conversation. Of one nobody remembers, the first candidate is asked. */
export function holdsContext({ input, candidates }: RunState, index: number): boolean {
  if (input.facts.previousResponseId === null) return true;
  return input.contextRoute === null ? index === 0 : candidates[index]?.id === input.contextRoute;
}

/**
 * Whether reaching this candidate is a fallback in the sense of eligibility and blame. The stable primary is not one,
 * even when a canary was tried before it: it is the route everybody else is served by.
 */
export function isFallbackRoute(state: RunState, index: number): boolean {
  return index > 0 && state.candidates[index]?.id !== state.input.alias.stable[0].id;
}

/** The switch that keeps this request off the route; null when none does. */
export function switchedOffFor({ input }: RunState, route: Route): string | null {
  const { alias, caller } = input;
  return switchedOff(alias.switches, route, alias.stable, caller);
}

export function purposeOf(index: number): AttemptPurpose {
  return index === 0 ? "primary" : "fallback";
}

/** A candidate that will not be called, before it has its number. */
export interface Refusal {
  readonly index: number;
  readonly reason: ReasonCode;
  readonly detail: string | null;
}

const NONE: readonly SkippedCandidate[] = [];

/** The ledger form of refusals, numbered from `state.nextN` in their order. */
export function recordSkipped(
  state: RunState,
  refusals: readonly Refusal[],
  nowMs: number,
): readonly SkippedCandidate[] {
  if (refusals.length === 0) return NONE;
  return refusals.flatMap(({ index, reason, detail }, position) => {
    const route = state.candidates[index];
    if (route === undefined) return [];
    return {
      n: state.nextN + position,
      atMs: nowMs,
      purpose: purposeOf(index),
      route: route.id,
      provider: route.provider,
      providerModel: route.model,
      routeVersion: state.input.routeVersion,
      reasonCode: reason,
      detail,
    };
  });
}
