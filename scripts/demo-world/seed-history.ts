import { appendHistory } from "@/db/sqlite/append-history";
import { openStore } from "@/db/sqlite/open-store";
import { environmentVariable } from "@/lib/server/config";
import { startFromConfig } from "@/lib/server/first-start";
import { createIdentity } from "@/lib/server/identity";
import { loadConfigFile } from "@/lib/server/load-config-file";
import { deriveKey, loadMasterSecret } from "@/lib/server/master-secret";
import { createSecretBox } from "@/lib/server/secret-box";
import { makePastChanges } from "./past-changes";
import { pastSpells } from "./past-spells";
import { PastTraffic } from "./past-traffic";

const HISTORY_MS = 6 * 60 * 60_000;
const SEED = 42;

export interface SeedOptions {
  readonly dataDir: string;
  readonly configPath: string;
  readonly databasePath: string;
  readonly nowMs: number;
}

/**
 * Fills an empty database with six hours of past: the first start, the changes people made, and every request in
 * between, decided by the engine and written by the ledger. Resolves with the number of requests.
 */
export async function seedHistory({ dataDir, configPath, databasePath, nowMs }: SeedOptions): Promise<number> {
  const config = loadConfigFile(configPath, environmentVariable);
  const secret = loadMasterSecret(null, dataDir);
  const store = await openStore({ file: databasePath, durability: "relaxed" });
  const identity = createIdentity({
    database: store.identity.database,
    tables: store.identity.tables,
    secret: deriveKey(secret, "sessions").toString("base64url"),
    publicUrl: "http://127.0.0.1",
    nowMs: () => nowMs,
  });
  const box = createSecretBox(deriveKey(secret, "provider keys"));
  const fromMs = nowMs - HISTORY_MS;
  const { active } = await startFromConfig({ store, people: identity.people, box, config, nowMs: fromMs });
  const versions = await makePastChanges(store, active, nowMs);
  const traffic = new PastTraffic({ fromMs, toMs: nowMs }, versions, pastSpells(nowMs), SEED);
  await appendHistory(store, traffic);
  for (const event of traffic.transitions) await store.recordBreaker(event);
  await store.close();
  return traffic.requestCount;
}
