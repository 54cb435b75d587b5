import { afterEach, beforeEach, expect, test } from "vitest";
import { type GatewayRig, startGatewayRig } from "../support/gateway-rig";

let rig: GatewayRig;
beforeEach(async () => {
  rig = await startGatewayRig("listener", { random: () => 0, alias: { breaker: { consecutive_failures: 2 } } });
});
afterEach(() => rig.close());

const ask = () => rig.post("/chat/completions", { model: "support", messages: [{ role: "user", content: "hi" }] });
const last = () => [...rig.ledger.requests.values()].at(-1);

test.each([
  ["forced_open", "circuit_open", "forced_open"],
  ["disabled", "route_disabled", null],
] as const)("%s keeps every request off the route, and the record says why", async (order, reasonCode, detail) => {
  rig.breakers.override("primary-chat", order, "Lee: provider incident");
  expect((await ask()).headers.get("x-switchyard-route")).toBe("fallback-chat");
  expect(last()?.skipped).toMatchObject([{ route: "primary-chat", reasonCode, detail }]);
  expect(rig.primary.callCount()).toBe(0);
});

test("with every route stopped the request fails at once with one clear error, and nobody is called", async () => {
  for (const route of ["primary-chat", "fallback-chat"]) rig.breakers.override(route, "forced_open", "by Lee");
  const answer = await ask();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { type: "switchyard_error", code: "circuit_open" } });
  expect(rig.primary.callCount() + rig.fallback.callCount()).toBe(0);
});

test("only observed, a route that fails every time is still asked every time", async () => {
  rig.breakers.override("primary-chat", "metrics_only", "by Lee");
  rig.primary.setFault("error_503");
  for (let asked = 0; asked < 5; asked++) await ask();
  expect(rig.breakers.view("primary-chat").state).toBe("metrics_only");
  const asked = [...rig.ledger.requests.values()].map(({ attempts }) => attempts[0]?.route);
  expect(asked).toEqual(Array.from({ length: 5 }, () => "primary-chat"));
});

test("back to automatic it counts from nothing and opens by itself again", async () => {
  rig.breakers.override("primary-chat", "metrics_only", "by Lee");
  rig.primary.setFault("error_503");
  await ask();
  rig.breakers.override("primary-chat", "closed", "by Lee");
  expect(rig.breakers.view("primary-chat").state).toBe("closed");
  for (let asked = 0; asked < 3; asked++) await ask();
  expect(rig.breakers.view("primary-chat").state).toBe("open");
});
