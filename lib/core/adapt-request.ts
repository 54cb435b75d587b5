import { asArray, asNumber, asObject, type JsonObject } from "./json";
import { mayAdapt, PARAMETER_SUPPORT, type ParameterSupport } from "./parameter-support";
import type { RequestFacts } from "./request-facts";
import type { AdaptRules, Endpoint, Route } from "./routing-snapshot";

/** A request as one route may take it. `adaptations` say what was changed, in words the record keeps. */
export type AdaptedRequest =
  | { readonly kind: "unchanged" }
  | { readonly kind: "adapted"; readonly body: JsonObject; readonly adaptations: readonly string[] }
  | { readonly kind: "incompatible"; readonly parameter: string };

export interface AdaptOrder {
  readonly body: JsonObject;
  readonly endpoint: Endpoint;
  readonly route: Route;
  /** Of this body. */
  readonly facts: RequestFacts;
  readonly rules: AdaptRules;
  /** The route does not hold the conversation `previous_response_id` names, and the alias lets it begin anew. */
  readonly resetsContext: boolean;
}

const UNCHANGED: AdaptedRequest = { kind: "unchanged" };

/** The first parameter the route does not honour and the alias does not let us adapt; null when there is none. */
export function firstIncompatible(route: Route, facts: RequestFacts, rules: AdaptRules): string | null {
  for (const parameter of PARAMETER_SUPPORT) {
    if (!parameter.isHonoured(route.capabilities, facts) && !mayAdapt(parameter, rules)) return parameter.name;
  }
  return null;
}

/**
 * Changes what the route does not honour, as far as the alias allows: a value is clamped rather than dropped. The body
 * handed in is never changed in place. A request that fits as it is costs one look at each parameter.
 */
export function adaptRequest({ body, endpoint, route, facts, rules, resetsContext }: AdaptOrder): AdaptedRequest {
  let adapted: JsonObject | null = null;
  let adaptations: string[] | null = null;
  for (const parameter of PARAMETER_SUPPORT) {
    if (parameter.isHonoured(route.capabilities, facts)) continue;
    if (!mayAdapt(parameter, rules)) return { kind: "incompatible", parameter: parameter.name };
    const [changed, note] = adapt(parameter, adapted ?? body, endpoint, route, rules);
    adapted = changed;
    adaptations ??= [];
    adaptations.push(note);
  }
  if (resetsContext) {
    adapted = without(adapted ?? body, "previous_response_id");
    adaptations = [...(adaptations ?? []), "previous_response_id dropped: the conversation begins anew"];
  }
  return adapted === null || adaptations === null ? UNCHANGED : { kind: "adapted", body: adapted, adaptations };
}

function adapt(
  parameter: ParameterSupport,
  body: JsonObject,
  endpoint: Endpoint,
  route: Route,
  rules: AdaptRules,
): [JsonObject, string] {
  const { name, clamp, map, drop } = parameter;
  if (clamp !== undefined && rules.clamp.includes(clamp)) return clamped(body, clamp, route);
  if (map !== undefined && rules.map.includes(map)) return renamed(body, name);
  if (drop === undefined) throw new RangeError(`${name} cannot be adapted`);
  return [parameter.fields[endpoint].reduce(without, body), `${drop} dropped`];
}

function clamped(body: JsonObject, field: "temperature" | "n", route: Route): [JsonObject, string] {
  const asked = asNumber(body[field]) ?? 0;
  const { temperature, n } = route.capabilities;
  const [lowest, highest] = field === "temperature" ? (temperature ?? [asked, asked]) : [asked, n ?? asked];
  const value = Math.min(Math.max(asked, lowest), highest);
  return [{ ...body, [field]: value }, `${field} clamped from ${asked} to ${value}`];
}

/** The output limit under its other name. Where the caller sent both, the newer name's value holds. */
function renamed(body: JsonObject, from: string): [JsonObject, string] {
  const to = from === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  const isToTaken = from === "max_tokens" && asNumber(body[to]) !== null;
  const { [from]: value, ...rest } = body;
  return [
    isToTaken ? rest : { ...rest, [to]: value },
    isToTaken ? `${from} dropped for ${to}` : `${from} sent as ${to}`,
  ];
}

/** The body without the field at `path`; an object or list that is empty afterwards goes with it. */
function without(body: JsonObject, path: string): JsonObject {
  const [, key = path, member, entry] = /^(\w+)(?:\.(\w+)|\[(.+)\])?$/.exec(path) ?? [];
  const { [key]: value, ...rest } = body;
  if (member !== undefined) {
    const { [member]: _dropped, ...kept } = asObject(value) ?? {};
    return Object.keys(kept).length === 0 ? rest : { ...rest, [key]: kept };
  }
  if (entry === undefined) return rest;
  const kept = (asArray(value) ?? []).filter((item) => item !== entry);
  return kept.length === 0 ? rest : { ...rest, [key]: kept };
}
