import { type AdaptOrder, adaptRequest } from "./adapt-request";
import type { JsonObject } from "./json";
import type { Endpoint, Route, RouteCapabilities } from "./routing-snapshot";
import { translateRequest } from "./translate-request";

/** A request as one route is sent it. `adaptations` say how it differs from the caller's, in words the record keeps. */
export type RouteRequest =
  | {
      readonly kind: "sent";
      readonly endpoint: Endpoint;
      readonly body: JsonObject;
      readonly adaptations: readonly string[];
    }
  | { readonly kind: "incompatible"; readonly parameter: string };

const NOTHING_ADAPTED: readonly string[] = [];

/**
 * The caller's request in the form a route takes: adapted as far as the alias allows, then, for a route that speaks
 * only the other endpoint, translated. What the route's own endpoint takes as it is costs no copy.
 */
export function requestForRoute(order: AdaptOrder): RouteRequest {
  const { body, endpoint, route } = order;
  const target = endpointOf(route, endpoint);
  if (target === null) return { kind: "incompatible", parameter: "endpoint" };
  const isCrossing = target !== endpoint;
  const adapted = adaptRequest(isCrossing ? { ...order, route: acrossEndpoints(route) } : order);
  if (adapted.kind === "incompatible") return adapted;
  const changed = adapted.kind === "adapted" ? adapted.body : body;
  const adaptations = adapted.kind === "adapted" ? adapted.adaptations : NOTHING_ADAPTED;
  if (!isCrossing) return { kind: "sent", endpoint, body: changed, adaptations };
  const translated = translateRequest(endpoint, changed, limitFieldOf(route));
  if (translated.body === undefined) return { kind: "incompatible", parameter: translated.incompatible };
  return {
    kind: "sent",
    endpoint: target,
    body: translated.body,
    adaptations: [...adaptations, `endpoint: ${endpoint} -> ${target}`],
  };
}

/** The endpoint a route is called on: the caller's where it speaks it; null when it speaks neither. */
export function endpointOf(route: Route, asked: Endpoint): Endpoint | null {
  return route.endpoints.includes(asked) ? asked : (route.endpoints[0] ?? null);
}

/** What is left of a route's capabilities once a request crosses over: what only one endpoint can say is lost. */
function acrossEndpoints(route: Route): Route {
  const capabilities: RouteCapabilities = { ...route.capabilities, n: 1, logprobs: false, maxTokensField: "both" };
  return { ...route, capabilities };
}

function limitFieldOf({ capabilities }: Route): "max_tokens" | "max_completion_tokens" {
  return capabilities.maxTokensField === "max_tokens" ? "max_tokens" : "max_completion_tokens";
}
