import { withDefaultCohort } from "./config-cross-checks";
import type { ConfigFile, PersonDefinition, RecordingSettings } from "./config-file";
import type { AliasSection, RouteDefinition, RouteMapContent } from "./route-map";

/** A configuration file taken apart into what is kept in different places. Secrets are in plain; keep it short-lived. */
export interface CompiledConfig {
  readonly content: RouteMapContent;
  readonly clients: readonly {
    readonly id: string;
    readonly key: string;
    readonly tenant: string | null;
    readonly requestsPerMinute: number | null;
    readonly concurrent: number | null;
  }[];
  readonly people: readonly PersonDefinition[];
  readonly tokens: readonly {
    readonly id: string;
    readonly roles: ConfigFile["tokens"][number]["roles"];
    readonly token: string;
  }[];
  /** Only providers that take a key. `host` includes the port; the key is never used for another host. */
  readonly providerKeys: readonly { readonly provider: string; readonly host: string; readonly key: string }[];
  readonly recording: RecordingSettings;
}

/**
 * Compiles a checked file. Each alias gets a copy of every route it names, so that restoring its section later
 * restores the behaviour. `saltOf` gives the seed of an alias's arm hash; it has to be kept once traffic has seen it.
 */
export function compileConfig(config: ConfigFile, saltOf: (alias: string) => string): CompiledConfig {
  return {
    content: {
      environment: config.environment,
      providers: Object.fromEntries(
        config.providers.map(({ id, api_key: _key, ...definition }) => [
          id,
          { ...definition, base_url: definition.base_url.replace(/\/+$/, "") },
        ]),
      ),
      cohorts: nonEmpty(withDefaultCohort(config.cohorts)),
      aliases: Object.fromEntries(
        config.aliases.map((alias) => [alias.id, sectionOf(config, alias, saltOf(alias.id))]),
      ),
      activation: config.activation,
    },
    clients: config.clients.map((client) => ({
      id: client.id,
      key: client.key,
      tenant: client.tenant,
      requestsPerMinute: client.limits.requests_per_minute,
      concurrent: client.limits.concurrent,
    })),
    people: config.people,
    tokens: config.tokens,
    providerKeys: config.providers.flatMap((provider) =>
      provider.api_key === null
        ? []
        : [{ provider: provider.id, host: new URL(provider.base_url).host, key: provider.api_key }],
    ),
    recording: config.recording,
  };
}

function sectionOf(config: ConfigFile, alias: ConfigFile["aliases"][number], salt: string): AliasSection {
  const { id: _id, ...settings } = alias;
  const named = new Set([alias.primary, ...alias.fallbacks, ...(alias.canary === null ? [] : [alias.canary.route])]);
  const routes = config.routes
    .filter((route) => named.has(route.id))
    .map(({ id, ...definition }): [string, RouteDefinition] => [id, definition]);
  return { ...settings, salt, routes: Object.fromEntries(routes), rollback_route_version: null };
}

function nonEmpty<T>(list: readonly T[]): [T, ...T[]] {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error("A configuration always has a default cohort");
  return [first, ...rest];
}
