import type { ProviderKeyRecord, Store } from "@/db/store";
import type { CompiledConfig } from "@/lib/contract/compile-config";
import { type SecretBox, SecretBoxError } from "./secret-box";
import { StartupError } from "./startup-error";
import { systemEntry } from "./system-entry";

/** A provider key in plain, with the only host it may be sent to (including the port). */
export interface ProviderKey {
  readonly host: string;
  readonly key: string;
}

type KeyOfFile = CompiledConfig["providerKeys"][number];

/** Below this length the last four characters would give away too much of a key. */
const SHORTEST_KEY_WITH_HINT = 16;

/** The ciphertext belongs to one provider and one host: moved to another row, or re-pointed, it does not open. */
function contextOf(provider: string, host: string): string {
  return `provider_key/${provider}/${host}`;
}

/** Seals a key for its provider and host. */
export function sealProviderKey(
  box: SecretBox,
  { provider, host, key }: KeyOfFile,
  nowMs: number,
  enteredIn: ProviderKeyRecord["enteredIn"] = "file",
): ProviderKeyRecord {
  return {
    provider,
    host,
    sealed: box.seal(key, contextOf(provider, host)),
    lastFour: key.length < SHORTEST_KEY_WITH_HINT ? "" : key.slice(-4),
    replacedAtMs: nowMs,
    enteredIn,
  };
}

/** Opens every kept key, by provider. Throws `StartupError` when one does not open: serving without it would only fail. */
export function openProviderKeys(
  box: SecretBox,
  records: readonly ProviderKeyRecord[],
): ReadonlyMap<string, ProviderKey> {
  return new Map(records.map((record) => [record.provider, { host: record.host, key: openRecord(box, record) }]));
}

function openRecord(box: SecretBox, { provider, host, sealed }: ProviderKeyRecord): string {
  try {
    return box.open(sealed, contextOf(provider, host));
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error;
    throw new StartupError(
      error.kind === "wrong_key"
        ? "SWITCHYARD_SECRET is not the secret the provider keys were sealed with; restore that secret."
        : `The kept key of provider ${provider} is damaged; restore the database from a backup.`,
    );
  }
}

/**
 * Takes over keys that changed in the file: a key is rotated where it is configured, and a stale one only makes calls
 * fail. One entered in the console stays: there it is rotated from then on. Only for a host that is the kept one, so that re-pointing a provider never sends a key to another host.
 * Each replacement has its audit row. Returns the providers whose key was replaced.
 */
export async function replaceChangedKeys(
  store: Store,
  box: SecretBox,
  fromFile: readonly KeyOfFile[],
  hostOf: (provider: string) => string | null,
  nowMs: number,
): Promise<string[]> {
  const records = await store.directory.providerKeys();
  const kept = openProviderKeys(box, records);
  const fromConsole = new Set(records.filter(({ enteredIn }) => enteredIn === "console").map((row) => row.provider));
  const changed = fromFile.filter(({ provider, host, key }) => {
    if (fromConsole.has(provider)) return false;
    const known = kept.get(provider);
    const boundHost = known?.host ?? hostOf(provider);
    return boundHost === host && hostOf(provider) === host && known?.key !== key;
  });
  for (const key of changed) {
    const record = sealProviderKey(box, key, nowMs);
    const before = records.find(({ provider }) => provider === key.provider);
    await store.directory.putProviderKey(
      record,
      systemEntry({
        atMs: nowMs,
        action: "provider_key.replaced",
        object: `provider:${key.provider}`,
        before: before === undefined ? null : { host: before.host, last_four: before.lastFour },
        after: { host: record.host, last_four: record.lastFour },
        reason: "The key in the configuration file changed; its host did not.",
      }),
    );
  }
  return changed.map(({ provider }) => provider);
}
