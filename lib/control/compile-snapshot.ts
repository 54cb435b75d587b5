import type { AliasSection, ProviderDefinition, RouteDefinition, RouteMapVersion } from "@/lib/contract/route-map";
import { withProfile } from "@/lib/core/capability-profile";
import { routeStanding } from "@/lib/core/contract-standing";
import {
  type ContractBook,
  capabilitiesUnderContract,
  contractKey,
  NO_CONTRACTS,
  providerUnderContract,
} from "@/lib/core/contract-terms";
import { applyPolicyOverrides, type PolicyTable, policyDefect } from "@/lib/core/policy";
import type { RouteSwitch } from "@/lib/core/route-control";
import type {
  AliasRouting,
  CanaryArm,
  Cohort,
  Provider,
  Route,
  RouteCapabilities,
  RoutingSnapshot,
} from "@/lib/core/routing-snapshot";

/**
 * The form of a version the gateway reads: one frozen value, complete, with every reference resolved. Throws an
 * `Error` naming the alias when a section points to a route or provider the version does not hold, or overrides the
 * decision table unsafely: a broken version is never half in force. What a contract worksheet sets replaces what the
 * version says of provider and parameters.
 */
export function compileSnapshot(version: RouteMapVersion, contracts: ContractBook = NO_CONTRACTS): RoutingSnapshot {
  const content = structuredClone(version.content);
  const providers = new Map(
    Object.entries(content.providers).map(([id, definition]) => [
      id,
      providerUnderContract(provider(id, definition), contracts),
    ]),
  );
  const aliases = new Map(
    Object.entries(content.aliases).map(([id, section]) => [
      id,
      alias(id, section, providers, contracts, content.environment),
    ]),
  );
  return deepFreeze({
    version: version.version,
    environment: content.environment,
    aliases,
    providers,
    cohorts: content.cohorts.map(
      (cohort): Cohort => ({
        id: cohort.id,
        clients: cohort.match.clients,
        tenants: cohort.match.tenants,
        byHeader: cohort.match.header,
        isDefault: cohort.default,
      }),
    ),
  });
}

function provider(id: string, definition: ProviderDefinition): Provider {
  return {
    id,
    baseUrl: definition.base_url.replace(/\/+$/, ""),
    auth: definition.auth,
    paths: definition.paths,
    allowPrivateNetwork: definition.allow_private_network,
    takesTraceContext: definition.trace_context,
  };
}

function alias(
  id: string,
  section: AliasSection,
  providers: ReadonlyMap<string, Provider>,
  contracts: ContractBook,
  environment: string,
): AliasRouting {
  const named = (routeId: string): Route => {
    const definition = section.routes[routeId];
    if (definition === undefined)
      throw new Error(`Alias ${id} names the route ${routeId}, which its section does not hold`);
    if (!providers.has(definition.provider)) {
      throw new Error(
        `Alias ${id}: route ${routeId} names the provider ${definition.provider}, which is not in the map`,
      );
    }
    return route(routeId, definition, contracts);
  };
  return {
    id,
    owner: section.owner,
    expiresAt: section.expires_at,
    salt: section.salt,
    stable: [named(section.primary), ...section.fallbacks.map(named)],
    canary: section.canary === null ? null : canaryArm(named(section.canary.route), section.canary.cohorts),
    streamPolicy: section.stream_policy,
    budget: {
      deadlineMs: section.budget.deadline_ms,
      maxAttempts: section.budget.max_attempts,
      maxRetriesPerRoute: section.budget.max_retries_per_route,
      minAttemptMs: section.budget.min_attempt_ms,
      maxRetryAfterMs: section.budget.max_retry_after_ms,
    },
    objective: { availability: section.objective.availability, latencyP95Ms: section.objective.latency_p95_ms },
    validation: {
      acceptFinishReasons: section.validation.accept_finish_reasons,
      minChars: section.validation.min_chars,
      requiredJsonKeys: section.validation.required_json_keys,
      placeholders: section.validation.placeholders,
    },
    adapt: section.adapt,
    contextReset: section.context_reset,
    sideEffects: section.side_effects,
    switches: routeSwitches(section.disabled, environment),
    breaker: {
      windowMs: section.breaker.window_ms,
      minimumCalls: section.breaker.minimum_calls,
      failureRate: section.breaker.failure_rate,
      consecutiveFailures: section.breaker.consecutive_failures,
      openMs: section.breaker.open_ms,
      maxOpenMs: section.breaker.max_open_ms,
      slowCallRate: section.breaker.slow_call_rate,
      halfOpenProbes: section.breaker.half_open_probes,
    },
    policy: policyTable(id, section.policy),
    rollbackRouteVersion: section.rollback_route_version,
  };
}

function policyTable(id: string, overrides: AliasSection["policy"]): PolicyTable {
  const table = applyPolicyOverrides(overrides);
  const defect = policyDefect(table);
  if (defect !== null) throw new Error(`Alias ${id}: ${defect}`);
  return table;
}

/** The switches of this environment; a version may carry those of others when it was exported there. */
function routeSwitches(switches: AliasSection["disabled"], environment: string): RouteSwitch[] {
  return switches
    .filter(({ environments }) => environments.length === 0 || environments.includes(environment))
    .map(({ use, tenants, cohorts, model_families: modelFamilies }) => ({ use, tenants, cohorts, modelFamilies }));
}

function canaryArm(canaryRoute: Route, cohorts: Readonly<Record<string, number>>): CanaryArm {
  return { route: canaryRoute, percentByCohort: { ...cohorts } };
}

function route(id: string, definition: RouteDefinition, contracts: ContractBook): Route {
  const { price, timeouts } = definition;
  const { provider: providerId, endpoints } = definition;
  const rows = endpoints.flatMap((endpoint) => contracts.get(contractKey(providerId, endpoint))?.rows ?? []);
  return {
    id,
    provider: definition.provider,
    model: definition.model,
    endpoints: definition.endpoints,
    contextWindow: definition.context_window,
    capacityVerified: definition.capacity_verified,
    productionEligible: routeStanding(definition.production_eligible, rows).isEligible,
    capabilities: capabilitiesUnderContract(
      {
        stated: statedCapabilities(definition),
        family: definition.capabilities.profile,
        provider: providerId,
        endpoints,
      },
      contracts,
    ),
    modelFamily: definition.capabilities.profile,
    price: price === null ? null : { inputPerMtok: price.input_per_mtok, outputPerMtok: price.output_per_mtok },
    timeouts: {
      connectMs: timeouts.connect_ms,
      headersMs: timeouts.headers_ms,
      firstTokenMs: timeouts.first_token_ms,
      idleMs: timeouts.idle_ms,
      totalMs: timeouts.total_ms,
    },
  };
}

function statedCapabilities({ capabilities }: RouteDefinition): RouteCapabilities {
  return withProfile(
    {
      temperature: capabilities.temperature,
      n: capabilities.n,
      logprobs: capabilities.logprobs,
      tools: capabilities.tools,
      jsonSchema: capabilities.json_schema,
      streaming: capabilities.streaming,
      vision: capabilities.vision,
      reasoningEffort: capabilities.reasoning_effort,
      maxTokensField: capabilities.max_tokens_field,
    },
    capabilities.profile,
  );
}

/** Freezes values all the way down. A Map cannot be frozen; its type is read-only and nobody else holds it. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  const members: unknown[] = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const member of members) deepFreeze(member);
  return Object.freeze(value);
}
