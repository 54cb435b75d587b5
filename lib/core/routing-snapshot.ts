import type { BreakerOptions } from "./breaker-options";
import type { AuthTerms, ExpectedDeviation } from "./contract-terms";
import type { ClampableParameter, DroppableParameter, MappableParameter } from "./parameter-support";
import type { PolicyTable } from "./policy";
import type { RouteSwitch } from "./route-control";

/** The two OpenAI-compatible endpoints the gateway speaks. */
export type Endpoint = "chat" | "responses";

export type Arm = "stable" | "canary";

/** What an attempt is for: people's traffic, a contract probe, or a drill. Figures of the three are never mixed. */
export type TrafficKind = "traffic" | "probe" | "drill";

/** One API account. The key is not here: the upstream pool holds it. */
export interface Provider {
  readonly id: string;
  /** Absolute URL without a trailing slash, for instance `https://api.cometapi.com/v1`. */
  readonly baseUrl: string;
  readonly auth: AuthTerms;
  /** Where a contract worksheet sets another auth header for one endpoint. */
  readonly authOf?: Readonly<Partial<Record<Endpoint, AuthTerms>>>;
  /** Answers known to mean something else than their status says, by endpoint. */
  readonly deviations?: Readonly<Partial<Record<Endpoint, readonly ExpectedDeviation[]>>>;
  readonly paths: { readonly chat: string; readonly responses: string; readonly models: string };
  /** True only for self-hosted models and tests; otherwise private addresses are refused. */
  readonly allowPrivateNetwork: boolean;
  /** The provider may be told which distributed trace a call belongs to. */
  readonly takesTraceContext: boolean;
}

/** Per-attempt deadlines in milliseconds, each clipped to what is left of the request's budget. */
export interface RouteTimeouts {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

/** What a route is known to honour. A number pair is an inclusive range, a number the largest accepted value. */
export interface RouteCapabilities {
  readonly temperature: readonly [number, number] | null;
  readonly n: number | null;
  readonly logprobs: boolean;
  readonly tools: boolean;
  readonly jsonSchema: boolean;
  readonly streaming: boolean;
  readonly vision: boolean;
  readonly reasoningEffort: boolean;
  /** Under which names a chat route takes the output limit. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens" | "both";
}

/** What may be changed in a request that a route would otherwise not honour. Nothing, unless the alias says so. */
export interface AdaptRules {
  readonly clamp: readonly ClampableParameter[];
  readonly map: readonly MappableParameter[];
  readonly drop: readonly DroppableParameter[];
}

/** US dollars per million tokens. */
export interface RoutePrice {
  readonly inputPerMtok: number;
  readonly outputPerMtok: number;
}

/** One provider plus one model, with its limits: the unit that is tried, cooled, broken and measured. */
export interface Route {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly endpoints: readonly Endpoint[];
  /** Tokens; null when unknown. */
  readonly contextWindow: number | null;
  /** May take traffic that a rate limit refused elsewhere. */
  readonly capacityVerified: boolean;
  /** Its compatibility checklist is complete; otherwise automatic fallback never calls it. */
  readonly productionEligible: boolean;
  readonly capabilities: RouteCapabilities;
  /** The family its capability profile names; null when it has none. */
  readonly modelFamily: string | null;
  readonly price: RoutePrice | null;
  readonly timeouts: RouteTimeouts;
}

/** The budget of one whole user request, shared by all retries and fallbacks. */
export interface RequestBudget {
  readonly deadlineMs: number;
  readonly maxAttempts: number;
  readonly maxRetriesPerRoute: number;
  /** An attempt is not started with less time left than this. */
  readonly minAttemptMs: number;
  /** The longest `Retry-After` the gateway waits for on the same route. */
  readonly maxRetryAfterMs: number;
}

export interface OutputRules {
  readonly acceptFinishReasons: readonly string[];
  readonly minChars: number;
  readonly requiredJsonKeys: readonly string[];
  /** Plain texts (no patterns) that mark an answer as a placeholder when it consists of one of them. */
  readonly placeholders: readonly string[];
}

/** The canary arm of an alias: which route is tried first, and for what share of each cohort. */
export interface CanaryArm {
  readonly route: Route;
  /** Percent, 0-100, by cohort id. A cohort that is not listed has 0. */
  readonly percentByCohort: Readonly<Record<string, number>>;
}

/** Everything the gateway needs to serve one alias. */
export interface AliasRouting {
  readonly id: string;
  readonly owner: string;
  /** Calendar day (UTC) after which the alias is due for review; null when open-ended. */
  readonly expiresAt: string | null;
  /** Seed of the arm hash; survives restarts and restages. */
  readonly salt: string;
  /** Primary first, then the fallbacks in order. Never empty. */
  readonly stable: readonly [Route, ...Route[]];
  readonly canary: CanaryArm | null;
  readonly streamPolicy: "passthrough" | "buffered";
  readonly budget: RequestBudget;
  readonly objective: { readonly availability: number; readonly latencyP95Ms: number | null };
  readonly validation: OutputRules;
  readonly adapt: AdaptRules;
  /** Whether a route may take up a conversation whose state another one holds, without that state. */
  readonly contextReset: "refuse" | "allow";
  /** Requests to this alias may act on the world: an attempt of unknown outcome is never repeated. */
  readonly sideEffects: boolean;
  /** Route control; empty for almost every alias. */
  readonly switches: readonly RouteSwitch[];
  readonly breaker: BreakerOptions;
  readonly policy: PolicyTable;
  readonly rollbackRouteVersion: number | null;
}

/** A named slice of callers. The first cohort whose rule matches wins; exactly one is the default. */
export interface Cohort {
  readonly id: string;
  readonly clients: readonly string[];
  readonly tenants: readonly string[];
  /** A client that is allowed to may choose this cohort with `x-switchyard-cohort`. */
  readonly byHeader: boolean;
  readonly isDefault: boolean;
}

/** One immutable route map version in the form the gateway reads. A request takes one reference and keeps it. */
export interface RoutingSnapshot {
  readonly version: number;
  readonly environment: string;
  readonly aliases: ReadonlyMap<string, AliasRouting>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly cohorts: readonly Cohort[];
}
