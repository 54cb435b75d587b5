import type { CapabilityProfile } from "./capability-profile";
import type { RowStanding } from "./contract-standing";
import type { Endpoint, Provider, RouteCapabilities } from "./routing-snapshot";
import type { FailureClass } from "./signal-class";

/** What a family of models honours behind one endpoint; `family` null speaks of all of them. Absent fields say nothing. */
export interface ParameterTerms {
  readonly family: CapabilityProfile | null;
  readonly honours: Partial<RouteCapabilities>;
}

/** An answer a provider is known to give where another status would be expected. `code` null matches any. */
export interface ExpectedDeviation {
  readonly status: number;
  readonly code: string | null;
  /** What it means, as the gateway should classify it. */
  readonly means: FailureClass;
}

export interface AuthTerms {
  readonly header: string;
  readonly scheme: string | null;
}

/** What the worksheet of one provider and endpoint sets. Null and empty leave the route map's value in force. */
export interface ContractTerms {
  readonly path: string | null;
  readonly auth: AuthTerms | null;
  readonly parameters: readonly ParameterTerms[];
  readonly deviations: readonly ExpectedDeviation[];
}

export interface EndpointContract {
  readonly terms: ContractTerms;
  readonly rows: readonly RowStanding[];
}

/** Every worksheet in force, by `contractKey`. */
export type ContractBook = ReadonlyMap<string, EndpointContract>;

export const NO_CONTRACTS: ContractBook = new Map();

export function contractKey(provider: string, endpoint: Endpoint): string {
  return `${provider}:${endpoint}`;
}

const ENDPOINTS: readonly Endpoint[] = ["chat", "responses"];

/** A provider with what its worksheets set in place of the route map's values. */
export function providerUnderContract(provider: Provider, book: ContractBook): Provider {
  let under = provider;
  for (const endpoint of ENDPOINTS) {
    const terms = book.get(contractKey(provider.id, endpoint))?.terms;
    if (terms === undefined) continue;
    const { path, auth, deviations } = terms;
    if (path !== null) under = { ...under, paths: { ...under.paths, [endpoint]: path } };
    if (auth !== null) under = { ...under, authOf: { ...under.authOf, [endpoint]: auth } };
    if (deviations.length > 0) under = { ...under, deviations: { ...under.deviations, [endpoint]: deviations } };
  }
  return under;
}

export interface CapabilityClaim {
  /** As the route map states them, family included. */
  readonly stated: RouteCapabilities;
  readonly family: CapabilityProfile | null;
  readonly provider: string;
  readonly endpoints: readonly Endpoint[];
}

/**
 * What a route honours once its worksheets have their say: a field a worksheet sets replaces the stated one, the words on
 * the route's own family after those on all. A route of two endpoints honours what both grant.
 */
export function capabilitiesUnderContract(claim: CapabilityClaim, book: ContractBook): RouteCapabilities {
  const granted = claim.endpoints.map((endpoint) => {
    const parameters = book.get(contractKey(claim.provider, endpoint))?.terms.parameters ?? [];
    const general = parameters.find(({ family }) => family === null);
    const own = claim.family === null ? undefined : parameters.find(({ family }) => family === claim.family);
    return { ...claim.stated, ...general?.honours, ...own?.honours };
  });
  return (
    granted.reduce<RouteCapabilities | null>((both, one) => (both === null ? one : narrower(both, one)), null) ??
    claim.stated
  );
}

function narrower(left: RouteCapabilities, right: RouteCapabilities): RouteCapabilities {
  return {
    temperature: narrowerRange(left.temperature, right.temperature),
    n: left.n === null || right.n === null ? (left.n ?? right.n) : Math.min(left.n, right.n),
    logprobs: left.logprobs && right.logprobs,
    tools: left.tools && right.tools,
    jsonSchema: left.jsonSchema && right.jsonSchema,
    streaming: left.streaming && right.streaming,
    vision: left.vision && right.vision,
    reasoningEffort: left.reasoningEffort && right.reasoningEffort,
    maxTokensField: left.maxTokensField === "both" ? right.maxTokensField : left.maxTokensField,
  };
}

type Range = RouteCapabilities["temperature"];

function narrowerRange(left: Range, right: Range): Range {
  if (left === null || right === null) return left ?? right;
  return [Math.max(left[0], right[0]), Math.min(left[1], right[1])];
}
