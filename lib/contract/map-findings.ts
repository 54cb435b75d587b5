import { applyPolicyOverrides, policyDefect } from "../core/policy";
import type { ConfigFinding, ConfigPath } from "./config-problem";
import type { AliasSettings, ProviderDefinition, RouteDefinition } from "./route-map";

/**
 * What the parts of a routing configuration say about each other, whether they stand in the configuration file or in a
 * route map: `at` is where the part stands.
 */

/** Why a provider's address may not be called, in words; null when it may. `lib/upstream/address-guard` judges it. */
export type AddressJudge = (baseUrl: string, allowPrivateNetwork: boolean) => string | null;

export function providerFindings(
  provider: ProviderDefinition,
  place: ConfigPath,
  judgeAddress: AddressJudge,
): ConfigFinding[] {
  const at = (...rest: ConfigPath): ConfigPath => [...place, ...rest];
  const findings: ConfigFinding[] = [];
  const url = new URL(provider.base_url);
  if (url.protocol !== "https:" && !provider.allow_private_network) {
    findings.push({
      at: at("base_url"),
      found: "an address without TLS",
      allowed: "https://..., or http:// together with allow_private_network: true for a model of your own",
    });
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    findings.push({
      at: at("base_url"),
      found: "an address with credentials, a query or a fragment",
      allowed: "scheme, host, port and path only; the key belongs in api_key",
    });
  }
  const defect = judgeAddress(provider.base_url, provider.allow_private_network);
  if (findings.length === 0 && defect !== null) {
    findings.push({
      at: at("base_url"),
      found: "an address that may not be called",
      allowed: `a public one; ${defect}`,
    });
  }
  if (provider.maintenance !== null && !isTimeZone(provider.maintenance.time_zone)) {
    findings.push({
      at: at("maintenance", "time_zone"),
      found: JSON.stringify(provider.maintenance.time_zone),
      allowed: "an IANA time zone such as UTC or Europe/Berlin",
    });
  }
  return findings;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A range that ends before it begins accepts nothing. */
export function temperatureFindings(route: RouteDefinition, place: ConfigPath): ConfigFinding[] {
  const [low, high] = route.capabilities.temperature ?? [0, 0];
  if (low <= high) return [];
  return [
    {
      at: [...place, "capabilities", "temperature"],
      found: `[${low}, ${high}]`,
      allowed: "the smaller number first",
    },
  ];
}

/** `routes` and `cohorts` are the ids an alias may name. */
export function aliasFindings(
  alias: AliasSettings,
  place: ConfigPath,
  routes: readonly string[],
  cohorts: readonly string[],
): ConfigFinding[] {
  const at = (...rest: ConfigPath): ConfigPath => [...place, ...rest];
  return [
    ...referenceFindings(at("primary"), alias.primary, routes),
    ...alias.fallbacks.flatMap((route, n) => referenceFindings(at("fallbacks", n), route, routes)),
    ...repeated([alias.primary, ...alias.fallbacks]).map((n) => ({
      at: at("fallbacks", n - 1),
      found: `"${alias.fallbacks[n - 1]}" a second time`,
      allowed: "each route once among primary and fallbacks",
    })),
    ...(alias.canary === null ? [] : referenceFindings(at("canary", "route"), alias.canary.route, routes)),
    ...Object.keys(alias.canary?.cohorts ?? {}).flatMap((cohort) =>
      referenceFindings(at("canary", "cohorts", cohort), cohort, cohorts),
    ),
    ...checkBudget(alias, at),
    ...checkPolicy(alias, at),
  ];
}

function checkBudget(alias: AliasSettings, at: (...rest: ConfigPath) => ConfigPath): ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  if (alias.budget.min_attempt_ms > alias.budget.deadline_ms) {
    findings.push({
      at: at("budget", "min_attempt_ms"),
      found: String(alias.budget.min_attempt_ms),
      allowed: `at most deadline_ms (${alias.budget.deadline_ms})`,
    });
  }
  if (alias.breaker.max_open_ms < alias.breaker.open_ms) {
    findings.push({
      at: at("breaker", "max_open_ms"),
      found: String(alias.breaker.max_open_ms),
      allowed: `at least open_ms (${alias.breaker.open_ms})`,
    });
  }
  return findings;
}

/** Each overridden row on its own, so that every defect is named where it stands. */
function checkPolicy(alias: AliasSettings, at: (...rest: ConfigPath) => ConfigPath): ConfigFinding[] {
  return Object.entries(alias.policy).flatMap(([name, row]) => {
    const defect = policyDefect(applyPolicyOverrides({ [name]: row }));
    return defect === null ? [] : [{ at: at("policy", name), found: JSON.stringify(row), allowed: defect }];
  });
}

export function referenceFindings(at: ConfigPath, id: string, known: readonly string[]): ConfigFinding[] {
  return known.includes(id) ? [] : [{ at, found: JSON.stringify(id), allowed: `one of ${known.join(", ")}` }];
}

/** Indexes of entries that already occurred before. */
export function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
