import { asNumber } from "../core/json";
import type { RequestFacts } from "../core/request-facts";
import { requestForRoute } from "../core/route-request";
import type { Endpoint, Route } from "../core/routing-snapshot";
import type { AcceptedCall } from "./door";

/** The JSON one route is sent for a call, where, and how it differs from what the caller sent, for the record. */
export interface ProviderBody {
  readonly endpoint: Endpoint;
  readonly body: string;
  readonly adaptations: readonly string[];
  /** What the answer is held to: all the caller asked for, but as many alternatives as the route was asked for. */
  readonly facts: RequestFacts;
}

/** Throws for a route the request is incompatible with: the engine never decides to call one. */
export function providerBody(
  call: AcceptedCall,
  facts: RequestFacts,
  route: Route,
  resetsContext: boolean,
): ProviderBody {
  const { body, endpoint, alias } = call;
  const request = requestForRoute({ body, endpoint, route, facts, rules: alias.adapt, resetsContext });
  if (request.kind === "incompatible")
    throw new Error(`route ${route.id} was chosen for a request whose ${request.parameter} it does not honour`);
  const { adaptations } = request;
  return {
    endpoint: request.endpoint,
    body: JSON.stringify({ ...request.body, model: route.model }),
    adaptations,
    facts: adaptations.length === 0 ? facts : { ...facts, n: asNumber(request.body.n) },
  };
}
