import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SqliteStore } from "@/db/sqlite/open-store";
import type { ConfigFile } from "@/lib/contract/config-file";
import { type StartedFrom, startFromConfig } from "@/lib/server/first-start";
import { createIdentity, type Identity } from "@/lib/server/identity";
import { deriveKey } from "@/lib/server/master-secret";
import type { PeopleDirectory } from "@/lib/server/people-directory";
import { createSecretBox } from "@/lib/server/secret-box";
import { FULL_CONFIG, parseConfig } from "./config-fixtures";
import { tempDir, tempStore } from "./temp-store";

export const MASTER_SECRET = "canary-master-secret-0c9f5b1e77aa4d20";

export interface StartOptions {
  readonly masterSecret?: string;
  readonly people?: PeopleDirectory;
}

/** One instance's store and identity, in a fresh directory. */
export interface IdentityRig {
  readonly dir: string;
  readonly store: SqliteStore;
  readonly identity: Identity;
  /** Starts from a file, on what is already there. */
  start(config: ConfigFile, options?: StartOptions): Promise<StartedFrom>;
  /** Everything on disk under the data directory, as one text of bytes. */
  bytesOnDisk(): string;
}

export interface RigOptions {
  readonly publicUrl?: string;
  readonly nowMs?: () => number;
}

/** A real store and identity on which nothing was started yet. */
export async function identityRig({ publicUrl, nowMs = Date.now }: RigOptions = {}): Promise<IdentityRig> {
  const dir = tempDir();
  const store = await tempStore({ file: join(dir, "switchyard.db") });
  const identity = createIdentity({
    ...store.identity,
    secret: deriveKey(MASTER_SECRET, "sessions").toString("base64url"),
    publicUrl: publicUrl ?? "http://127.0.0.1:3000",
    nowMs,
  });
  return {
    dir,
    store,
    identity,
    start: (config, { masterSecret = MASTER_SECRET, people = identity.people } = {}) =>
      startFromConfig({
        store,
        people,
        box: createSecretBox(deriveKey(masterSecret, "provider keys")),
        config,
        nowMs: nowMs(),
      }),
    bytesOnDisk: () =>
      readdirSync(dir)
        .map((name) => readFileSync(join(dir, name), "latin1"))
        .join("\n"),
  };
}

/** FULL_CONFIG with people who cannot sign in: hashing passwords is slow on purpose, and most tests need none. */
export function quickConfig(text: string = FULL_CONFIG, env?: Readonly<Record<string, string>>): ConfigFile {
  const config = parseConfig(text, env);
  return { ...config, people: config.people.map((person) => ({ ...person, password: null })) };
}

/** The same after a first start from `quickConfig()`. */
export async function startedRig(options: RigOptions = {}): Promise<IdentityRig & { readonly started: StartedFrom }> {
  const rig = await identityRig(options);
  return { ...rig, started: await rig.start(quickConfig()) };
}
