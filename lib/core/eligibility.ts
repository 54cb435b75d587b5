import { firstIncompatible } from "./adapt-request";
import type { ReasonCode } from "./reason-code";
import type { RequestFacts } from "./request-facts";
import type { AdaptRules, Endpoint, Route } from "./routing-snapshot";

/** Why a route cannot take a request. `detail` names the parameter it does not honour. */
export interface Ineligibility {
  readonly reason: ReasonCode;
  readonly detail: string | null;
}

const NOT_PRODUCTION_ELIGIBLE: Ineligibility = { reason: "not_production_eligible", detail: null };

/**
 * Whether the route honours everything the request uses, by its capability profile, or may be sent it adapted; null when
 * it does. Only a fallback
 * must be production eligible and have room for the estimated prompt: the first route is asked in any case, since its
 * own tokenizer knows better than an estimate and its refusal is the caller's to see.
 */
export function whyIneligible(
  route: Route,
  facts: RequestFacts,
  endpoint: Endpoint,
  rules: AdaptRules,
  isFallback: boolean,
): Ineligibility | null {
  if (isFallback && !route.productionEligible) return NOT_PRODUCTION_ELIGIBLE;
  const parameter = route.endpoints.includes(endpoint)
    ? (firstIncompatible(route, facts, rules) ?? (isFallback ? overflow(route, facts) : null))
    : "endpoint";
  return parameter === null ? null : { reason: "incompatible_candidate", detail: parameter };
}

function overflow(route: Route, facts: RequestFacts): string | null {
  if (route.contextWindow === null) return null;
  return facts.estimatedInputTokens + (facts.maxTokens ?? 0) > route.contextWindow ? "context_window" : null;
}
