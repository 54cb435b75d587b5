import { createHash, randomBytes } from "node:crypto";
import type { Store, VersionDraft } from "@/db/store";
import { type CompiledConfig, compileConfig } from "@/lib/contract/compile-config";
import type { ConfigFile } from "@/lib/contract/config-file";
import type { RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import { contentHash } from "@/lib/control/content-hash";
import { type ConfigDrift, findDrift } from "./config-drift";
import type { PeopleDirectory } from "./people-directory";
import { openProviderKeys, type ProviderKey, replaceChangedKeys, sealProviderKey } from "./provider-keys";
import type { SecretBox } from "./secret-box";
import { systemEntry } from "./system-entry";

export interface StartInput {
  readonly store: Store;
  readonly people: PeopleDirectory;
  readonly box: SecretBox;
  readonly config: ConfigFile;
  readonly nowMs: number;
}

export interface StartedFrom {
  readonly active: RouteMapVersion;
  readonly isFirstStart: boolean;
  readonly providerKeys: ReadonlyMap<string, ProviderKey>;
  /** Where the file and the database differ; nothing of it was applied. Empty at a first start. */
  readonly drift: ConfigDrift;
  /** The routing the file describes. */
  readonly fileContent: RouteMapContent;
  /** Providers whose key was taken over from the file. */
  readonly replacedKeys: readonly string[];
}

/**
 * Brings file and database together. An empty database is filled from the file; a filled one wins, and the file is only
 * compared with it (provider keys of an unchanged host excepted). Throws `StartupError` or `StoreError`.
 */
export async function startFromConfig(input: StartInput): Promise<StartedFrom> {
  const { store, box, config, nowMs } = input;
  const active = await store.routeMap.active();
  if (active === null) {
    const initialised = await initialise(input);
    const keys = openProviderKeys(box, await store.directory.providerKeys());
    const { content: fileContent } = initialised;
    return { active: initialised, isFirstStart: true, providerKeys: keys, drift: [], fileContent, replacedKeys: [] };
  }
  const compiled = compileConfig(config, (alias) => active.content.aliases[alias]?.salt ?? "not yet drawn");
  const replacedKeys = await replaceChangedKeys(
    store,
    box,
    compiled.providerKeys,
    (provider) => hostOf(active.content.providers[provider]?.base_url),
    nowMs,
  );
  return {
    active,
    isFirstStart: false,
    providerKeys: openProviderKeys(box, await store.directory.providerKeys()),
    drift: await findDrift(compiled, active, store.directory, input.people),
    fileContent: compiled.content,
    replacedKeys,
  };
}

function hostOf(baseUrl: string | undefined): string | null {
  return baseUrl === undefined ? null : new URL(baseUrl).host;
}

/** Version 1 comes last: it marks the start as done, so that one cut off before is simply done again. */
async function initialise({ store, people, box, config, nowMs }: StartInput): Promise<RouteMapVersion> {
  const compiled = compileConfig(config, () => randomBytes(16).toString("hex"));
  await putDirectory(store, compiled, nowMs);
  for (const key of compiled.providerKeys) {
    const record = sealProviderKey(box, key, nowMs);
    const after = { host: record.host, last_four: record.lastFour };
    await store.directory.putProviderKey(
      record,
      systemEntry({ ...made(nowMs), action: "provider_key.replaced", object: `provider:${key.provider}`, after }),
    );
  }
  const known = new Set((await people.list()).map(({ email }) => email));
  for (const person of compiled.people.filter(({ email }) => !known.has(email))) {
    await store.audit.append(
      systemEntry({
        ...made(nowMs),
        action: "person.created",
        object: `person:${person.email}`,
        after: { roles: person.roles, can_sign_in: person.password !== null },
      }),
    );
    await people.create(person);
  }
  return publishFirstVersion(store, compiled, nowMs);
}

async function putDirectory(store: Store, compiled: CompiledConfig, nowMs: number): Promise<void> {
  for (const { id, key, tenant, requestsPerMinute, concurrent } of compiled.clients) {
    await store.directory.putClient(
      {
        id,
        keyHash: sha256(key),
        tenant,
        requestsPerMinute,
        concurrent,
        revokedAtMs: null,
        keyMadeAtMs: nowMs,
        previousKey: null,
      },
      systemEntry({
        ...made(nowMs),
        action: "client.created",
        object: `client:${id}`,
        after: { tenant, requests_per_minute: requestsPerMinute, concurrent },
      }),
    );
  }
  for (const { id, roles, token } of compiled.tokens) {
    await store.directory.putToken(
      { id, tokenHash: sha256(token), roles, revokedAtMs: null, madeAtMs: nowMs, madeBy: null },
      systemEntry({ ...made(nowMs), action: "token.created", object: `token:${id}`, after: { roles } }),
    );
  }
}

async function publishFirstVersion(store: Store, compiled: CompiledConfig, nowMs: number): Promise<RouteMapVersion> {
  const aliases = Object.keys(compiled.content.aliases);
  const summary = `${aliases.length} ${aliases.length === 1 ? "alias" : "aliases"} from the configuration file`;
  const hash = contentHash(compiled.content);
  const draft: VersionDraft = {
    baseVersion: null,
    content: compiled.content,
    contentHash: hash,
    author: "system",
    reason: null,
    action: "initialised",
    alias: null,
    restores: null,
    summary,
    createdAtMs: nowMs,
  };
  const after = { content_hash: hash, aliases };
  await store.control.commit({
    atMs: nowMs,
    routing: { kind: "publish", draft },
    records: [],
    timeline: [],
    audit: systemEntry({ ...made(nowMs), action: "route_map.initialised", object: "route_map", after }),
  });
  const active = await store.routeMap.active();
  if (active === null) throw new Error("A published version is active");
  return active;
}

function made(nowMs: number) {
  return { atMs: nowMs, before: null, reason: "First start from the configuration file." } as const;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
