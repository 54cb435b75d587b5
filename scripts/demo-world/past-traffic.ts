import type { BreakerEvent } from "@/db/store";
import type { LedgerEntry } from "@/lib/core/ledger-record";
import { BreakerRegistry } from "@/lib/gateway/breaker-registry";
import { seededRandom } from "@/lib/upstream/simulated-provider/seeded-random";
import { DEMO_STREAMS, DEMO_USERS, type DemoStream, dailyShape } from "./demo-plan";
import type { PastVersion } from "./past-changes";
import { rehearseRequest } from "./rehearse-request";
import type { Spell } from "./spell";

/**
 * Every request between two moments, in time order, each decided under the map that was in force then. Entries are
 * made one by one as they are asked for; breaker transitions gather meanwhile.
 */
export class PastTraffic implements Iterable<LedgerEntry> {
  readonly transitions: BreakerEvent[] = [];
  requestCount = 0;
  readonly #random: () => number;
  readonly #breakers: BreakerRegistry;
  #clockMs: number;

  constructor(
    private readonly span: { readonly fromMs: number; readonly toMs: number },
    private readonly versions: readonly PastVersion[],
    private readonly spells: readonly Spell[],
    seed: number,
  ) {
    this.#random = seededRandom(seed);
    this.#clockMs = span.fromMs;
    this.#breakers = new BreakerRegistry(
      () => this.#clockMs,
      this.#random,
      (event) => this.transitions.push(event),
    );
  }

  *[Symbol.iterator](): Generator<LedgerEntry> {
    for (const { stream, atMs } of this.#arrivals()) {
      const snapshot = this.versions.findLast((version) => version.fromMs <= atMs)?.snapshot;
      if (snapshot === undefined) continue;
      this.#clockMs = atMs;
      this.requestCount += 1;
      const userId = `user-${Math.floor(this.#random() * DEMO_USERS)}`;
      const stage = { snapshot, breakers: this.#breakers, spells: this.spells, random: this.#random };
      yield* rehearseRequest(stage, stream, userId, atMs);
    }
  }

  /** Independent arrivals at a rate that follows the day. */
  *#arrivals(): Generator<{ stream: DemoStream; atMs: number }> {
    const total = DEMO_STREAMS.reduce((sum, { perSecond }) => sum + perSecond, 0);
    let atMs = this.span.fromMs;
    for (;;) {
      atMs += (-Math.log(1 - this.#random()) / (total * dailyShape(atMs))) * 1_000;
      if (atMs >= this.span.toMs) return;
      yield { stream: pickStream(this.#random() * total), atMs: Math.floor(atMs) };
    }
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
