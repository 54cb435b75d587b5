import type { ReasonCode } from "./reason-code";
import type { RequestFacts } from "./request-facts";
import type { Endpoint, Route } from "./routing-snapshot";

/** Why a route cannot take a request. `detail` names the parameter it does not honour. */
export interface Ineligibility {
  readonly reason: ReasonCode;
  readonly detail: string | null;
}

const NOT_PRODUCTION_ELIGIBLE: Ineligibility = { reason: "not_production_eligible", detail: null };

/**
 * Whether the route honours everything the request uses, by its capability profile; null when it does. Only a fallback
 * must be production eligible and have room for the estimated prompt: the first route is asked in any case, since its
 * own tokenizer knows better than an estimate and its refusal is the caller's to see.
 */
export function whyIneligible(
  route: Route,
  facts: RequestFacts,
  endpoint: Endpoint,
  isFallback: boolean,
): Ineligibility | null {
  if (isFallback && !route.productionEligible) return NOT_PRODUCTION_ELIGIBLE;
  const parameter = unsupportedParameter(route, facts, endpoint) ?? (isFallback ? overflow(route, facts) : null);
  return parameter === null ? null : { reason: "incompatible_candidate", detail: parameter };
}

function unsupportedParameter(route: Route, facts: RequestFacts, endpoint: Endpoint): string | null {
  const can = route.capabilities;
  if (!route.endpoints.includes(endpoint)) return "endpoint";
  if (facts.stream && !can.streaming) return "stream";
  if (facts.temperature !== null && can.temperature !== null) {
    const [lowest, highest] = can.temperature;
    if (facts.temperature < lowest || facts.temperature > highest) return "temperature";
  }
  if (facts.n !== null && can.n !== null && facts.n > can.n) return "n";
  if (facts.logprobs && !can.logprobs) return "logprobs";
  if (facts.tools && !can.tools) return "tools";
  if (facts.jsonSchema !== null && !can.jsonSchema) return "response_format";
  if (facts.vision && !can.vision) return "vision";
  if (facts.reasoningEffort !== null && !can.reasoningEffort) return "reasoning_effort";
  return null;
}

function overflow(route: Route, facts: RequestFacts): string | null {
  if (route.contextWindow === null) return null;
  return facts.estimatedInputTokens + (facts.maxTokens ?? 0) > route.contextWindow ? "context_window" : null;
}
