import { afterEach, describe, expect, test } from "vitest";
import { type GatewayRig, MOUNTS, startGatewayRig } from "../support/gateway-rig";

const chat = { model: "support", messages: [{ role: "user", content: "hello" }] };

describe.each(MOUNTS)("route control at the %s mount", (mount) => {
  let rig: GatewayRig;
  afterEach(() => rig.close());

  test("sends a tenant past the primary, says why on the record, and counts it to no canary", async () => {
    rig = await startGatewayRig(mount, {
      alias: {
        canary: { route: "fallback-chat", cohorts: { general: 100 } },
        fallbacks: [],
        disabled: [{ use: "primary", tenants: ["acme"] }],
      },
    });
    expect((await rig.post("/chat/completions", chat)).headers.get("x-switchyard-route")).toBe("primary-chat");
    expect(rig.ledger.only.open).toMatchObject({ arm: "stable", isControl: false });
    expect(rig.fallback.callCount()).toBe(0);
  });

  test("calls nobody for a caller whose alias is switched off, and records each route as disabled", async () => {
    rig = await startGatewayRig(mount, { alias: { disabled: [{ use: "disabled", cohorts: ["general"] }] } });
    const answer = await rig.post("/chat/completions", chat);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("x-switchyard-reason")).toBe("route_disabled");
    expect(rig.ledger.only.skipped).toMatchObject([
      { route: "primary-chat", reasonCode: "route_disabled", detail: "switched_off" },
      { route: "fallback-chat", reasonCode: "route_disabled", detail: "switched_off" },
    ]);
    expect([rig.primary.callCount(), rig.fallback.callCount()]).toEqual([0, 0]);
  });

  test("leaves callers alone whom no switch names, and switches of another environment out", async () => {
    const disabled = [
      { use: "disabled", tenants: ["umbrella"] },
      { use: "disabled", environments: ["staging"] },
    ];
    rig = await startGatewayRig(mount, { alias: { disabled } });
    expect((await rig.post("/chat/completions", chat)).status).toBe(200);
    rig.reroute({ alias: { disabled: [{ use: "fallback", tenants: ["acme"] }] } });
    expect((await rig.post("/chat/completions", chat)).headers.get("x-switchyard-route")).toBe("fallback-chat");
  });
});
