import { createHash } from "node:crypto";
import type { DirectoryStore } from "@/db/store";
import type { CompiledConfig } from "@/lib/contract/compile-config";
import type { DiffEntry, RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import { diffRouteMaps } from "@/lib/core/route-map-diff";
import type { PeopleDirectory } from "./people-directory";

/** Lines that say where the configuration file differs from the database: `before` is kept, `after` is in the file. */
export type ConfigDrift = readonly DiffEntry[];

/** Compares a compiled file with what is active. Values of keys, tokens and passwords are never in a line. */
export async function findDrift(
  compiled: CompiledConfig,
  active: RouteMapVersion,
  directory: DirectoryStore,
  people: PeopleDirectory,
): Promise<ConfigDrift> {
  const [clients, tokens, keys, persons] = await Promise.all([
    directory.clients(),
    directory.tokens(),
    directory.providerKeys(),
    people.list(),
  ]);
  return [
    ...diffRouteMaps(active.content, withKeptTargets(compiled.content, active.content)),
    ...compare(
      "client",
      clients.map((client) => [client.id, clientText(client.keyHash, client)]),
      compiled.clients.map((client) => [client.id, clientText(sha256(client.key), client)]),
    ),
    ...compare(
      "token",
      tokens.map((token) => [token.id, `${token.tokenHash} ${roleText(token.roles)}`]),
      compiled.tokens.map((token) => [token.id, `${sha256(token.token)} ${roleText(token.roles)}`]),
    ),
    ...compare(
      "person",
      persons.map((person) => [person.email, roleText(person.roles)]),
      compiled.people.map((person) => [person.email, roleText(person.roles)]),
    ),
    ...compare(
      "key of provider",
      keys.map((key) => [key.provider, key.host]),
      compiled.providerKeys.map((key) => [key.provider, key.host]),
    ),
  ];
}

/** Rollback targets are made by changes, not by the file; they are no difference. */
function withKeptTargets(content: RouteMapContent, kept: RouteMapContent): RouteMapContent {
  const aliases = Object.entries(content.aliases).map(([alias, section]) => [
    alias,
    { ...section, rollback_route_version: kept.aliases[alias]?.rollback_route_version ?? null },
  ]);
  return { ...content, aliases: Object.fromEntries(aliases) };
}

type Entries = readonly (readonly [string, string])[];

/** What is only here, only there, or differs. The compared texts hold hashes and stay inside. */
function compare(noun: string, kept: Entries, inFile: Entries): DiffEntry[] {
  const before = new Map(kept);
  const after = new Map(inFile);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((id) => {
    if (before.get(id) === after.get(id)) return [];
    const line = { alias: null, path: `${noun.replaceAll(" ", "_")}.${id}`, label: `${noun} ${id}` };
    if (!before.has(id)) return [{ ...line, before: "not present", after: "in the file" }];
    if (!after.has(id)) return [{ ...line, before: "present", after: "not in the file" }];
    return [{ ...line, before: "as kept", after: "differs in the file" }];
  });
}

function clientText(
  keyHash: string,
  limits: { tenant: string | null; requestsPerMinute: number | null; concurrent: number | null },
): string {
  return JSON.stringify([keyHash, limits.tenant, limits.requestsPerMinute, limits.concurrent]);
}

function roleText(roles: readonly string[]): string {
  return [...roles].sort().join(" ");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
