import { describe, expect, it } from "vitest";
import { Overview } from "@/lib/contract/overview";
import { readOverview } from "@/lib/control/read-overview";
import { controlRig } from "../support/control-rig";
import { recordRequest } from "../support/record-request";
import { restingContent, SUPPORT } from "../support/resting-content";
import { setShare } from "../support/set-share";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
const HOUR_MS = 3_600_000;

async function plane() {
  const store = await tempStore({ now: () => START_MS });
  return { store, ...(await controlRig(store, restingContent(), START_MS - 2 * HOUR_MS)) };
}

describe("overview", () => {
  it("of a server without traffic says so, and calls nothing healthy", async () => {
    const { context, clock } = await plane();
    clock.nowMs = START_MS;
    const overview = await readOverview(context, "1h");
    expect(Overview.parse(overview)).toEqual(overview);
    expect(overview).toMatchObject({
      headline: "No traffic in the last 60 minutes",
      subline: "0 requests a second, v1 active.",
      attention: [],
      running: [],
      ledger: { accepted: 0, recorded: 0, refused: 0, queue: 0 },
    });
    expect(overview.aliases.map(({ alias, status }) => [alias, status])).toEqual([
      ["internal-triage-v1", "no_data"],
      [SUPPORT, "no_data"],
    ]);
  });

  it("during an incident leads from the sentence to the rollback, worst alias first", async () => {
    const { store, context, clock } = await plane();
    const request = { cohort: "general", route: "openai-chat", routeVersion: 1, arm: "stable" } as const;
    for (let n = 0; n < 60; n += 1) {
      const atMs = START_MS - HOUR_MS - 600_000;
      await recordRequest(store, { ...request, alias: SUPPORT, atMs });
      await recordRequest(store, {
        ...request,
        alias: "internal-triage-v1",

        atMs: START_MS - 90_000,
      });
    }
    clock.nowMs = START_MS - 240_000;
    await setShare(context, "general", 25);
    for (let n = 0; n < 60; n += 1) {
      const failing = { ...request, alias: SUPPORT, arm: "canary", route: "comet-chat", routeVersion: 2 } as const;
      await recordRequest(store, { ...failing, atMs: START_MS - 100_000, isFailed: n % 2 === 0 });
    }
    clock.nowMs = START_MS;
    const overview = await readOverview(context, "1h");
    expect(overview.headline).toBe("1 alias failing, 1 canary running");
    expect(overview.aliases.map(({ alias, status }) => [alias, status])).toEqual([
      [SUPPORT, "failing"],
      ["internal-triage-v1", "healthy"],
    ]);
    expect(overview.attention).toEqual([
      {
        alias: SUPPORT,
        status: "failing",
        text: "50.0% of requests fail (normal 0.0%), mostly server_error on comet-chat, suspect: Lee, general 0% → 25% (v2)",
        since: new Date(START_MS - 120_000).toISOString(),
        action: { kind: "roll_back", to_version: 1 },
      },
    ]);
    expect(overview.running).toEqual([
      { text: "comet-chat takes 25% of general", alias: SUPPORT, since: new Date(START_MS - 240_000).toISOString() },
    ]);
    expect(overview.changes[0]).toMatchObject({ actor: "Lee", route_version: 2 });
    expect(overview.changes[0]?.text).toContain("general 0% → 25%");
    expect(overview.aliases[0]?.canary).toEqual({ cohort: "general", set_percent: 25, actual_percent: 100 });
    expect(overview.ledger).toEqual({ accepted: 180, recorded: 180, refused: 0, queue: 0 });
  });

  it("keeps the start of a canary through its later steps", async () => {
    const { context, clock } = await plane();
    clock.nowMs = START_MS;
    for (const [cohort, percent] of [["internal", 10] as const, ["internal", 50] as const, ["general", 1] as const]) {
      await setShare(context, cohort, percent);
      clock.nowMs += 60_000;
    }
    expect((await readOverview(context, "1h")).running).toEqual([
      {
        text: "comet-chat takes 50% of internal, 1% of general",
        alias: SUPPORT,
        since: new Date(START_MS).toISOString(),
      },
    ]);
  });
});
