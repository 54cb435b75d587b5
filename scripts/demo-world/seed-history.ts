import { openStore } from "@/db/sqlite/open-store";
import type { Store } from "@/db/store";
import { type BreakerEvent, BreakerRegistry } from "@/lib/gateway/breaker-registry";
import { environmentVariable } from "@/lib/server/config";
import { startFromConfig } from "@/lib/server/first-start";
import { createIdentity } from "@/lib/server/identity";
import { loadConfigFile } from "@/lib/server/load-config-file";
import { deriveKey, loadMasterSecret } from "@/lib/server/master-secret";
import { createSecretBox } from "@/lib/server/secret-box";
import { seededRandom } from "@/lib/upstream/simulated-provider/seeded-random";
import { DEMO_STREAMS, DEMO_USERS, type DemoStream, dailyShape } from "./demo-plan";
import { makePastChanges, type PastVersion } from "./past-changes";
import { pastSpells } from "./past-spells";
import { rehearseRequest } from "./rehearse-request";

const HISTORY_MS = 6 * 60 * 60_000;
/** Entries handed over between two looks at the queue. */
const BATCH = 4_000;

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
  const store = await openStore({ file: databasePath, durability: "relaxed", queueLimit: 1_000_000 });
  const identity = createIdentity({
    database: store.identity.database,
    tables: store.identity.tables,
    secret: deriveKey(secret, "sessions").toString("base64url"),
    publicUrl: "http://127.0.0.1",
    nowMs: () => nowMs,
  });
  const box = createSecretBox(deriveKey(secret, "provider keys"));
  const startedAtMs = nowMs - HISTORY_MS;
  const { active } = await startFromConfig({ store, people: identity.people, box, config, nowMs: startedAtMs });
  const versions = await makePastChanges(store, active, nowMs);
  const count = await writeTraffic(store, versions, startedAtMs, nowMs);
  await store.settled();
  await store.close();
  return count;
}

async function writeTraffic(
  store: Store,
  versions: readonly PastVersion[],
  fromMs: number,
  toMs: number,
): Promise<number> {
  const random = seededRandom(42);
  const transitions: BreakerEvent[] = [];
  let clockMs = fromMs;
  const breakers = new BreakerRegistry(
    () => clockMs,
    random,
    (event) => transitions.push(event),
  );
  const spells = pastSpells(toMs);
  let requests = 0;
  let entries = 0;
  for (const { stream, atMs } of arrivals(fromMs, toMs, random)) {
    clockMs = atMs;
    const snapshot = versions.findLast((version) => version.fromMs <= atMs)?.snapshot;
    if (snapshot === undefined) continue;
    const userId = `user-${Math.floor(random() * DEMO_USERS)}`;
    for (const entry of rehearseRequest({ snapshot, breakers, spells, random }, stream, userId, atMs)) {
      store.ledger.append(entry, () => {});
      entries += 1;
    }
    requests += 1;
    if (entries >= BATCH) {
      entries = 0;
      await roomInQueue(store);
    }
  }
  for (const event of transitions) await store.recordBreaker(event);
  return requests;
}

/** Lets the writer keep up, so that the whole past is never in memory at once. */
async function roomInQueue(store: Store): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (store.ledgerFigures().queued > BATCH);
}

/** Calls of all streams in time order: independent arrivals at a rate that follows the day. */
function* arrivals(
  fromMs: number,
  toMs: number,
  random: () => number,
): Generator<{ stream: DemoStream; atMs: number }> {
  const total = DEMO_STREAMS.reduce((sum, { perSecond }) => sum + perSecond, 0);
  let atMs = fromMs;
  while (atMs < toMs) {
    atMs += (-Math.log(1 - random()) / (total * dailyShape(atMs))) * 1_000;
    yield { stream: pickStream(random() * total), atMs: Math.floor(atMs) };
  }
}

function pickStream(at: number): DemoStream {
  let sum = 0;
  for (const stream of DEMO_STREAMS) {
    sum += stream.perSecond;
    if (at < sum) return stream;
  }
  throw new RangeError("The streams are not empty");
}
