import type { ConfigFile } from "./config-file";
import type { ConfigFinding } from "./config-problem";
import {
  type AddressJudge,
  aliasFindings,
  providerFindings,
  referenceFindings,
  repeated,
  temperatureFindings,
} from "./map-findings";

export type { AddressJudge } from "./map-findings";

/** What the parts of a well-formed file say about each other, and whether its addresses may be called. Every finding. */
export function crossCheck(config: ConfigFile, judgeAddress: AddressJudge): ConfigFinding[] {
  const routes = config.routes.map((route) => route.id);
  const cohorts = withDefaultCohort(config.cohorts).map((cohort) => cohort.id);
  return [
    ...uniqueness(config),
    ...config.providers.flatMap((provider, index) => providerFindings(provider, ["providers", index], judgeAddress)),
    ...routeReferences(config),
    ...checkCohorts(config),
    ...config.aliases.flatMap((alias, index) => aliasFindings(alias, ["aliases", index], routes, cohorts)),
  ];
}

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

function routeReferences(config: ConfigFile): ConfigFinding[] {
  const providers = config.providers.map((provider) => provider.id);
  return config.routes.flatMap((route, index) => [
    ...referenceFindings(["routes", index, "provider"], route.provider, providers),
    ...temperatureFindings(route, ["routes", index]),
  ]);
}

function checkCohorts(config: ConfigFile): ConfigFinding[] {
  const clients = config.clients.map((client) => client.id);
  const references = config.cohorts.flatMap((cohort, index) =>
    cohort.match.clients.flatMap((client, n) =>
      referenceFindings(["cohorts", index, "match", "clients", n], client, clients),
    ),
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

/** The cohorts in order, with the default `general` appended when none is marked as default. */
export function withDefaultCohort(cohorts: ConfigFile["cohorts"]): ConfigFile["cohorts"] {
  if (cohorts.some((cohort) => cohort.default)) return cohorts;
  return [...cohorts, { id: "general", match: { clients: [], tenants: [], header: false }, default: true }];
}
