import { describe, expect, it } from "vitest";
import { AttentionItem } from "@/lib/contract/overview";
import type { BreakerView } from "@/lib/control/context";
import { type AttentionInput, listAttention } from "@/lib/control/list-attention";
import type { SummarizedAlias } from "@/lib/control/summarize-alias";
import { summarizeAlias } from "@/lib/control/summarize-alias";
import type { HealthStatus } from "@/lib/core/alias-status";
import { routeMapContent, versionSummary } from "../support/route-map-fixtures";

const SINCE_MS = Date.parse("2026-11-20T02:11:00.000Z");
const RECORDING = {
  accepted: 9,
  recorded: 9,
  refused: 0,
  queued: 0,
  committedAtMs: SINCE_MS,
  state: "recording",
} as const;

function alias(status: HealthStatus, options: { rollbackTo?: number; name?: string } = {}): SummarizedAlias {
  const name = options.name ?? "support-summary-v3";
  const section = routeMapContent().aliases[name];
  if (section === undefined) throw new Error("the fixture lost its alias");
  const none = { kind: "impossible", code: "conflict", why: "nothing" } as const;
  const { summary } = summarizeAlias(name, section, null, none, null, SINCE_MS);
  return {
    summary: { ...summary, status, rollback_to: options.rollbackTo ?? null },
    status: {
      status,
      reason: "14.0% of requests fail (normal 0.3%)",
      failedShare: 0.14,
      normalShare: 0.003,
      sinceMs: SINCE_MS,
    },
    failedRequests: 10,
  };
}

function attention(input: Partial<AttentionInput>): AttentionItem[] {
  const items = listAttention({
    content: routeMapContent(),
    aliases: [],
    lastChanges: new Map(),
    breakers: new Map(),
    ledger: RECORDING,
    shedding: null,
    nowMs: Date.parse("2026-11-20T12:00:00.000Z"),
    ...input,
  });
  for (const item of items) expect(AttentionItem.parse(item)).toEqual(item);
  return items;
}

describe("needs attention", () => {
  it("is empty when everything is well, and silence alone asks for nobody", () => {
    expect(attention({ aliases: [alias("healthy"), alias("no_data")] })).toEqual([]);
  });

  it("an alias past its day is its owner's to decide on, and comes after whatever hurts callers", () => {
    const nowMs = Date.parse("2027-07-01T00:00:00.000Z");
    const items = attention({ aliases: [alias("failing")], nowMs });
    expect(items.map(({ status }) => status)).toEqual(["failing", "waiting"]);
    expect(items[1]).toMatchObject({
      alias: "support-summary-v3",
      text: "support-summary-v3 expired on 2027-06-30 and is still served: team-support renews or removes it",
      action: { kind: "open", href: "/aliases/support-summary-v3" },
    });
    expect(attention({ nowMs: nowMs - 1 })).toEqual([]);
  });

  it("refusing new requests comes first, with what ran short", () => {
    const items = attention({ aliases: [alias("degraded")], shedding: "the ledger is 2.3 s behind" });
    expect(items[0]).toMatchObject({
      status: "failing",
      text: "New requests are refused as overloaded: the ledger is 2.3 s behind",
    });
  });

  it("a failing alias with an exposed canary offers the rollback, and names the change before it as suspect", () => {
    const lastChanges = new Map([["support-summary-v3", versionSummary({ summary: "general 5% → 25%" })]]);
    expect(attention({ aliases: [alias("failing", { rollbackTo: 39 })], lastChanges })).toEqual([
      {
        alias: "support-summary-v3",
        status: "failing",
        text: "14.0% of requests fail (normal 0.3%), suspect: lee, general 5% → 25% (v42)",
        since: "2026-11-20T02:11:00.000Z",
        action: { kind: "roll_back", to_version: 39 },
      },
    ]);
  });

  it("does not suspect a change long before, one after, or the first version", () => {
    const suspects = [
      versionSummary({ created_at: "2026-11-20T01:00:00.000Z" }),
      versionSummary({ created_at: "2026-11-20T02:15:00.000Z" }),
      versionSummary({ action: "initialised" }),
    ];
    for (const change of suspects) {
      const [item] = attention({ aliases: [alias("failing")], lastChanges: new Map([["support-summary-v3", change]]) });
      expect(item?.text).toBe("14.0% of requests fail (normal 0.3%)");
    }
  });

  it("opens instead of rolling back when nothing is exposed, when there is no target, and when only degraded", () => {
    const open = { kind: "open", href: "/aliases/support-summary-v3", label: "Open support-summary-v3" };
    expect(attention({ aliases: [alias("failing")] })[0]?.action).toEqual(open);
    expect(attention({ aliases: [alias("degraded", { rollbackTo: 39 })] })[0]?.action).toEqual(open);
    const quiet = alias("failing", { name: "internal-triage-v1", rollbackTo: 3 });
    expect(attention({ aliases: [quiet] })[0]?.action.kind).toBe("open");
  });

  it("a refused key and degraded recording need a person, before anything degraded", () => {
    const refused: BreakerView = {
      state: "closed",
      sinceMs: SINCE_MS,
      retryAtMs: null,
      cause: null,
      cooledUntilMs: null,
      needsOwner: true,
    };
    const items = attention({
      aliases: [alias("degraded")],
      breakers: new Map([
        ["comet-chat", refused],
        ["of-no-alias", refused],
      ]),
      ledger: { ...RECORDING, queued: 1_204, refused: 3, state: "degraded" },
    });
    expect(items.map(({ status, text }) => [status, text])).toEqual([
      ["failing", "Recording is degraded: 1,204 entries wait, 3 were refused"],
      ["failing", "cometapi refuses the key or account of route comet-chat: its owner has to act"],
      ["degraded", "14.0% of requests fail (normal 0.3%)"],
    ]);
  });
});
