import { describe, expect, it } from "vitest";
import { LedgerClient } from "@/db/sqlite/ledger-client";
import { decodeEntries } from "@/db/sqlite/ledger-codec";

/** A ledger with a writer that takes batches and settles them at once, on a clock that stands still unless moved. */
function quietLedger() {
  const batches: string[][] = [];
  let nowMs = 0;
  const ledger: LedgerClient = new LedgerClient(
    "strict",
    1_000,
    () => 0,
    () => ({
      isBusy: false,
      send(first, count, body) {
        batches.push(decodeEntries(body).map(({ traceId }) => traceId));
        ledger.settled(first + count, []);
      },
    }),
    () => nowMs,
  );
  return {
    batches,
    append: (...traceIds: string[]) => {
      for (const traceId of traceIds) ledger.append({ traceId }, () => {});
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("entries on their way to the writer", () => {
  it("leave at the end of their turn while few come, however busy the event loop is with other work", async () => {
    const { batches, append, pass } = quietLedger();
    append("a", "b");
    pass(2);
    await turn();
    append("c");
    pass(2);
    await turn();
    expect(batches).toEqual([["a", "b"], ["c"]]);
  });

  it("wait for a turn without work under load, and leave together", async () => {
    const { batches, append, pass } = quietLedger();
    append("a", "b", "c", "d");
    await turn();
    expect(batches).toEqual([]);
    append("e");
    await turn();
    pass(2);
    await turn();
    expect(batches).toEqual([]);
    await turn();
    expect(batches).toEqual([["a", "b", "c", "d", "e"]]);
  });

  it("wait no longer than six milliseconds", async () => {
    const { batches, append, pass } = quietLedger();
    append("a", "b", "c", "d");
    for (let busy = 0; busy < 3; busy += 1) {
      pass(2);
      await turn();
    }
    expect(batches).toEqual([["a", "b", "c", "d"]]);
  });

  it("are waited for once more after a batch of many, and not after one of few", async () => {
    const { batches, append, pass } = quietLedger();
    append("a", "b", "c", "d");
    await turn();
    await turn();
    append("e");
    pass(2);
    await turn();
    expect(batches).toEqual([["a", "b", "c", "d"]]);
    await turn();
    append("f");
    pass(2);
    await turn();
    expect(batches).toEqual([["a", "b", "c", "d"], ["e"], ["f"]]);
  });
});
