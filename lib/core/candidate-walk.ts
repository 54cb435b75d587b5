import { assertNever } from "./assert-never";
import type { Admission } from "./breaker";
import { type Crossing, whyIneligible } from "./eligibility";
import type { PolicyRow } from "./policy";
import type { Route } from "./routing-snapshot";
import { holdsContext, isFallbackRoute, type Refusal, type RunState, switchedOffFor } from "./run-state";

/**
 * What the engine asks about routes while it decides. `admit` may reserve a half-open probe, so it is asked last and
 * only for a route that is then called at once.
 */
export interface RunGates {
  admit(routeId: string): Admission;
  /** Until when the provider asked to be left alone; null when it did not. */
  cooledUntilMs(routeId: string): number | null;
  /** Taken out by an operator. */
  isDisabled(routeId: string): boolean;
  lastFailureAtMs(routeId: string): number | null;
}

/** Which candidates a decision may move on to. `from` is the route that failed, when it matters. */
export interface WalkRule {
  readonly fallback: PolicyRow["fallback"];
  readonly from: Route | null;
}

export const ANY_CANDIDATE: WalkRule = { fallback: "any", from: null };

/** Where a walk ended: at a candidate that may be called now, or at the end of the list. */
export interface Walk {
  /** -1 when no candidate may be called. */
  readonly found: number;
  /** Candidates passed over, in order. */
  readonly refusals: readonly Refusal[];
  /** Those of them only their own breaker holds back, and for a limited time. */
  readonly held: readonly number[];
}

const NO_REFUSALS: readonly Refusal[] = [];
const NONE_HELD: readonly number[] = [];

/** The first candidate from `state.cursor` on that may be called now, and why each one before it may not. */
export function walkCandidates(state: RunState, rule: WalkRule, gates: RunGates, nowMs: number): Walk {
  let refusals: Refusal[] | null = null;
  let held: number[] | null = null;
  for (let index = state.cursor; index < state.candidates.length; index += 1) {
    const route = state.candidates[index];
    if (route === undefined) break;
    let refusal = lastingRefusal(state, index, route, rule, gates) ?? coolingRefusal(index, route, gates, nowMs);
    if (refusal === null) {
      const admission = gates.admit(route.id);
      if (admission.kind === "admit") {
        return { found: index, refusals: refusals ?? NO_REFUSALS, held: held ?? NONE_HELD };
      }
      if (admission.retryAtMs !== null) held = [...(held ?? []), index];
      refusal = { index, reason: "circuit_open", detail: admission.retryAtMs === null ? "forced_open" : null };
    }
    refusals ??= [];
    refusals.push(refusal);
  }
  return { found: -1, refusals: refusals ?? NO_REFUSALS, held: held ?? NONE_HELD };
}

/** Why a candidate can never take this request, whatever happens meanwhile; null when it can. */
export function lastingRefusal(
  state: RunState,
  index: number,
  route: Route,
  rule: WalkRule,
  gates: RunGates,
): Refusal | null {
  if (gates.isDisabled(route.id)) return { index, reason: "route_disabled", detail: null };
  const switched = switchedOffFor(state, route);
  if (switched !== null) return { index, reason: "route_disabled", detail: switched };
  const { alias, facts, endpoint } = state.input;
  const crossing = route.endpoints.includes(endpoint) ? null : crossingOf(state, index);
  const ineligible = whyIneligible(route, facts, endpoint, alias.adapt, isFallbackRoute(state, index), crossing);
  if (ineligible !== null) return { index, ...ineligible };
  if (alias.contextReset === "refuse" && !holdsContext(state, index)) {
    return { index, reason: "state_not_portable", detail: "previous_response_id" };
  }
  return index === 0 ? null : ruleRefusal(index, route, rule);
}

function crossingOf(state: RunState, index: number): Crossing | null {
  const { body } = state.input;
  return body === undefined ? null : { body, resetsContext: !holdsContext(state, index) };
}

function ruleRefusal(index: number, route: Route, rule: WalkRule): Refusal | null {
  switch (rule.fallback) {
    case "any":
      return null;
    case "never":
      return { index, reason: "primary_rate_limited", detail: "fallback_not_allowed" };
    case "capacity_verified":
      if (route.capacityVerified) return null;
      return { index, reason: "primary_rate_limited", detail: "capacity_not_verified" };
    case "larger_context":
      if (hasMoreRoom(route, rule.from)) return null;
      return { index, reason: "context_length_exceeded", detail: "context_window" };
    default:
      return assertNever(rule.fallback);
  }
}

/** Unknown windows prove nothing: both must be known, and the candidate's strictly larger. */
function hasMoreRoom(route: Route, from: Route | null): boolean {
  const current = from?.contextWindow ?? null;
  return route.contextWindow !== null && current !== null && route.contextWindow > current;
}

function coolingRefusal(index: number, route: Route, gates: RunGates, nowMs: number): Refusal | null {
  const cooledUntilMs = gates.cooledUntilMs(route.id);
  if (cooledUntilMs === null || cooledUntilMs <= nowMs) return null;
  return { index, reason: "primary_rate_limited", detail: "cooling_down" };
}
