import { applyPolicyOverrides, policyDefect } from "../core/policy";
import type { ConfigFile } from "./config-file";
import type { ConfigFinding, ConfigPath } from "./config-problem";

/** Why a provider's address may not be called, in words; null when it may. `lib/upstream/address-guard` judges it. */
export type AddressJudge = (baseUrl: string, allowPrivateNetwork: boolean) => string | null;

/** What the parts of a well-formed file say about each other, and whether its addresses may be called. Every finding. */
export function crossCheck(config: ConfigFile, judgeAddress: AddressJudge): ConfigFinding[] {
  return [
    ...uniqueness(config),
    ...config.providers.flatMap((provider, index) => checkProvider(provider, index, judgeAddress)),
    ...routeReferences(config),
    ...checkCohorts(config),
    ...config.aliases.flatMap((alias, index) => checkAlias(config, alias, index)),
  ];
}

type Alias = ConfigFile["aliases"][number];
type ProviderOfFile = ConfigFile["providers"][number];

function uniqueness(config: ConfigFile): ConfigFinding[] {
  const ids = (["clients", "tokens", "providers", "routes", "cohorts", "aliases"] as const).flatMap((list) =>
    repeated(config[list].map((entry) => entry.id)).map((index) => ({
      at: [list, index, "id"],
      found: `"${config[list][index]?.id}" a second time`,
      allowed: `each id once in ${list}`,
    })),
  );
  const emails = repeated(config.people.map((person) => person.email)).map((index) => ({
    at: ["people", index, "email"],
    found: `"${config.people[index]?.email}" a second time`,
    allowed: "each person once",
  }));
  const keys = repeated(config.clients.map((client) => client.key)).map((index) => ({
    at: ["clients", index, "key"],
    found: "the key of another client",
    allowed: "a key of its own for each client",
  }));
  const tokens = repeated(config.tokens.map((token) => token.token)).map((index) => ({
    at: ["tokens", index, "token"],
    found: "the text of another token",
    allowed: "a text of its own for each token",
  }));
  return [...ids, ...emails, ...keys, ...tokens];
}

/** Indexes of entries that already occurred before. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

function checkProvider(provider: ProviderOfFile, index: number, judgeAddress: AddressJudge): ConfigFinding[] {
  const at = (...rest: ConfigPath): ConfigPath => ["providers", index, ...rest];
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

function routeReferences(config: ConfigFile): ConfigFinding[] {
  const providers = config.providers.map((provider) => provider.id);
  return config.routes.flatMap((route, index) => {
    const findings = reference(["routes", index, "provider"], route.provider, providers);
    const [low, high] = route.capabilities.temperature ?? [0, 0];
    if (low > high) {
      findings.push({
        at: ["routes", index, "capabilities", "temperature"],
        found: `[${low}, ${high}]`,
        allowed: "the smaller number first",
      });
    }
    return findings;
  });
}

function checkCohorts(config: ConfigFile): ConfigFinding[] {
  const clients = config.clients.map((client) => client.id);
  const references = config.cohorts.flatMap((cohort, index) =>
    cohort.match.clients.flatMap((client, n) => reference(["cohorts", index, "match", "clients", n], client, clients)),
  );
  const defaults = config.cohorts.flatMap((cohort, index) => (cohort.default ? [index] : []));
  const extra = defaults.slice(1).map((index) => ({
    at: ["cohorts", index, "default"],
    found: "a second default cohort",
    allowed: "default: true on exactly one cohort",
  }));
  const taken = config.cohorts.findIndex((cohort) => cohort.id === "general");
  if (defaults.length > 0 || taken === -1) return [...references, ...extra];
  const unmarked = {
    at: ["cohorts", taken],
    found: "no default cohort",
    allowed: "default: true on exactly one cohort, for instance general",
  };
  return [...references, unmarked];
}

function checkAlias(config: ConfigFile, alias: Alias, index: number): ConfigFinding[] {
  const at = (...rest: ConfigPath): ConfigPath => ["aliases", index, ...rest];
  const routes = config.routes.map((route) => route.id);
  const cohorts = withDefaultCohort(config.cohorts).map((cohort) => cohort.id);
  return [
    ...reference(at("primary"), alias.primary, routes),
    ...alias.fallbacks.flatMap((route, n) => reference(at("fallbacks", n), route, routes)),
    ...repeated([alias.primary, ...alias.fallbacks]).map((n) => ({
      at: at("fallbacks", n - 1),
      found: `"${alias.fallbacks[n - 1]}" a second time`,
      allowed: "each route once among primary and fallbacks",
    })),
    ...(alias.canary === null ? [] : reference(at("canary", "route"), alias.canary.route, routes)),
    ...Object.keys(alias.canary?.cohorts ?? {}).flatMap((cohort) =>
      reference(at("canary", "cohorts", cohort), cohort, cohorts),
    ),
    ...checkBudget(alias, at),
    ...checkPolicy(alias, at),
  ];
}

function checkBudget(alias: Alias, at: (...rest: ConfigPath) => ConfigPath): ConfigFinding[] {
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
function checkPolicy(alias: Alias, at: (...rest: ConfigPath) => ConfigPath): ConfigFinding[] {
  return Object.entries(alias.policy).flatMap(([name, row]) => {
    const defect = policyDefect(applyPolicyOverrides({ [name]: row }));
    return defect === null ? [] : [{ at: at("policy", name), found: JSON.stringify(row), allowed: defect }];
  });
}

function reference(at: ConfigPath, id: string, known: readonly string[]): ConfigFinding[] {
  return known.includes(id) ? [] : [{ at, found: JSON.stringify(id), allowed: `one of ${known.join(", ")}` }];
}

/** The cohorts in order, with the default `general` appended when none is marked as default. */
export function withDefaultCohort(cohorts: ConfigFile["cohorts"]): ConfigFile["cohorts"] {
  if (cohorts.some((cohort) => cohort.default)) return cohorts;
  return [...cohorts, { id: "general", match: { clients: [], tenants: [], header: false }, default: true }];
}
