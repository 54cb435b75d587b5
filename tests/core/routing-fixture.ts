import { DEFAULT_POLICY } from "@/lib/core/policy";
import { type RequestFacts, readRequestFacts } from "@/lib/core/request-facts";
import type { AdaptRules, AliasRouting, Route } from "@/lib/core/routing-snapshot";

export const NOTHING_ADAPTED: AdaptRules = { clamp: [], map: [], drop: [] };

/** A route that honours everything, with the given fields changed. */
export function routeWith(id: string, changes: Partial<Route> = {}): Route {
  return {
    id,
    provider: `${id}-provider`,
    model: `${id}-model`,
    endpoints: ["chat", "responses"],
    contextWindow: null,
    capacityVerified: false,
    productionEligible: true,
    modelFamily: null,
    capabilities: {
      temperature: null,
      n: null,
      logprobs: true,
      tools: true,
      jsonSchema: true,
      streaming: true,
      vision: true,
      reasoningEffort: true,
      maxTokensField: "both",
    },
    price: null,
    timeouts: { connectMs: 3_000, headersMs: 30_000, firstTokenMs: 20_000, idleMs: 20_000, totalMs: 120_000 },
    ...changes,
  };
}

/** An alias with a primary and one fallback, a minute of budget and the default policy. */
export function aliasWith(changes: Partial<AliasRouting> = {}): AliasRouting {
  return {
    id: "support-summary-v3",
    owner: "team-support",
    expiresAt: null,
    salt: "salt-1",
    stable: [routeWith("primary"), routeWith("fallback")],
    canary: null,
    streamPolicy: "passthrough",
    budget: { deadlineMs: 60_000, maxAttempts: 4, maxRetriesPerRoute: 1, minAttemptMs: 500, maxRetryAfterMs: 5_000 },
    objective: { availability: 99.5, latencyP95Ms: null },
    validation: {
      acceptFinishReasons: ["stop", "tool_calls", "length"],
      minChars: 1,
      requiredJsonKeys: [],
      placeholders: [],
    },
    adapt: NOTHING_ADAPTED,
    contextReset: "refuse",
    sideEffects: false,
    switches: [],
    breaker: {
      windowMs: 30_000,
      minimumCalls: 10,
      failureRate: 0.5,
      consecutiveFailures: 5,
      openMs: 10_000,
      maxOpenMs: 300_000,
      slowCallRate: null,
      halfOpenProbes: 3,
    },
    policy: DEFAULT_POLICY,
    rollbackRouteVersion: null,
    ...changes,
  };
}

/** The facts of a one-line chat request with these extra body fields. */
export function chatFacts(fields: Readonly<Record<string, unknown>> = {}): RequestFacts {
  return readRequestFacts("chat", { model: "alias", messages: [{ role: "user", content: "Hi" }], ...fields });
}
