import { describe, expect, test } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { type GatewayRig, MOUNTS, startGatewayRig } from "../support/gateway-rig";
import { ask } from "./caller";

type Way = readonly [endpoint: Endpoint, stream: boolean, policy: "passthrough" | "buffered"];

const WAYS: readonly Way[] = [
  ["chat", false, "passthrough"],
  ["chat", true, "passthrough"],
  ["chat", true, "buffered"],
  ["responses", false, "passthrough"],
  ["responses", true, "passthrough"],
  ["responses", true, "buffered"],
];
const REQUESTS_PER_OUTAGE = 30;
const MOST_ATTEMPTS_PER_REQUEST = 1.2;

async function askUntil(rig: GatewayRig, [endpoint, stream]: Way, state: string): Promise<void> {
  for (let asked = 0; asked < 60 && rig.breakers.view("primary-chat").state !== state; asked++) {
    expect((await ask(rig, endpoint, stream)).error).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(rig.breakers.view("primary-chat").state).toBe(state);
}

describe.each(MOUNTS)("a primary that comes and goes, over the %s mount", (mount) => {
  test.each(WAYS)("%s, streamed %s, %s: every caller is served and the outage is not stormed", async (...way) => {
    const breaker = { consecutive_failures: 4, open_ms: 60, max_open_ms: 120, half_open_probes: 1 };
    const [endpoint, stream, policy] = way;
    const rig = await startGatewayRig(mount, { random: () => 0, alias: { breaker, stream_policy: policy } });
    for (let outage = 0; outage < 2; outage++) {
      rig.primary.setFault("reset");
      await askUntil(rig, way, "open");
      const callsBefore = rig.primary.callCount();
      const views = await Promise.all(Array.from({ length: REQUESTS_PER_OUTAGE }, () => ask(rig, endpoint, stream)));
      expect(views.filter(({ error, text }) => error !== null || text === "")).toEqual([]);
      const attempts = rig.primary.callCount() - callsBefore;
      expect(attempts / REQUESTS_PER_OUTAGE).toBeLessThanOrEqual(MOST_ATTEMPTS_PER_REQUEST);
      rig.primary.setFault("healthy");
      await askUntil(rig, way, "closed");
    }
    const recorded = [...rig.ledger.requests.values()];
    expect(recorded.every(({ close }) => close?.state === "succeeded")).toBe(true);
    const attempts = recorded.flatMap((request) => request.attempts);
    expect(attempts.filter(({ provider }) => provider === "primary")).toHaveLength(rig.primary.callCount());
    expect(attempts.filter(({ provider }) => provider === "fallback")).toHaveLength(rig.fallback.callCount());
    await rig.close();
  });
});
