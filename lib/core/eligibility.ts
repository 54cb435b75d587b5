import { firstIncompatible } from "./adapt-request";
import type { JsonObject } from "./json";
import type { ReasonCode } from "./reason-code";
import type { RequestFacts } from "./request-facts";
import { requestForRoute } from "./route-request";
import type { AdaptRules, Endpoint, Route } from "./routing-snapshot";

/** Why a route cannot take a request. `detail` names the parameter it does not honour. */
export interface Ineligibility {
  readonly reason: ReasonCode;
  readonly detail: string | null;
}

/** What it takes to find out whether a request can be said on the endpoint the caller did not use. */
export interface Crossing {
  readonly body: JsonObject;
  readonly resetsContext: boolean;
}

const NOT_PRODUCTION_ELIGIBLE: Ineligibility = { reason: "not_production_eligible", detail: null };

/**
 * Whether the route honours everything the request uses, by its capability profile, or may be sent it adapted; null when
 * it does. A route of the other endpoint must be able to hear it there: `crossing` is what that takes to tell. Only a
 * fallback must be production eligible and have room for the estimated prompt: the first route is asked in any case,
 * since its own tokenizer knows better than an estimate and its refusal is the caller's to see.
 */
export function whyIneligible(
  route: Route,
  facts: RequestFacts,
  endpoint: Endpoint,
  rules: AdaptRules,
  isFallback: boolean,
  crossing: Crossing | null = null,
): Ineligibility | null {
  if (isFallback && !route.productionEligible) return NOT_PRODUCTION_ELIGIBLE;
  const parameter =
    (route.endpoints.includes(endpoint)
      ? firstIncompatible(route, facts, rules)
      : untranslatable(route, facts, endpoint, rules, crossing)) ?? (isFallback ? overflow(route, facts) : null);
  if (parameter === null) return null;
  const isState = parameter === "previous_response_id" || parameter === "conversation";
  return { reason: isState ? "state_not_portable" : "incompatible_candidate", detail: parameter };
}

/** Without the body nobody can tell, and a route of the other endpoint alone is none for this request. */
function untranslatable(
  route: Route,
  facts: RequestFacts,
  endpoint: Endpoint,
  rules: AdaptRules,
  crossing: Crossing | null,
): string | null {
  if (crossing === null) return "endpoint";
  const request = requestForRoute({ ...crossing, endpoint, route, facts, rules });
  return request.kind === "incompatible" ? request.parameter : null;
}

function overflow(route: Route, facts: RequestFacts): string | null {
  if (route.contextWindow === null) return null;
  return facts.estimatedInputTokens + (facts.maxTokens ?? 0) > route.contextWindow ? "context_window" : null;
}
