import { adaptRequest } from "../core/adapt-request";
import { assertNever } from "../core/assert-never";
import type { RequestFacts } from "../core/request-facts";
import type { Route } from "../core/routing-snapshot";
import type { AcceptedCall } from "./door";

/** The JSON one route is sent for a call, and how it differs from what the caller sent, for the record. */
export interface ProviderBody {
  readonly body: string;
  readonly adaptations: readonly string[];
}

const NOTHING_ADAPTED: readonly string[] = [];

/** Throws for a route the request is incompatible with: the engine never decides to call one. */
export function providerBody(
  call: AcceptedCall,
  facts: RequestFacts,
  route: Route,
  resetsContext: boolean,
): ProviderBody {
  const { body, endpoint, alias } = call;
  const adapted = adaptRequest({ body, endpoint, route, facts, rules: alias.adapt, resetsContext });
  switch (adapted.kind) {
    case "unchanged":
      return { body: JSON.stringify({ ...body, model: route.model }), adaptations: NOTHING_ADAPTED };
    case "adapted":
      return { body: JSON.stringify({ ...adapted.body, model: route.model }), adaptations: adapted.adaptations };
    case "incompatible":
      throw new Error(`route ${route.id} was chosen for a request whose ${adapted.parameter} it does not honour`);
    default:
      return assertNever(adapted);
  }
}
