import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as canary } from "@/app/api/aliases/[alias]/canary/route";
import { POST as order } from "@/app/api/routes/[route]/breaker/route";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi } from "../support/call-api";
import { CANARY_SECRETS, PASSWORDLESS_CONFIG } from "../support/config-fixtures";

const ALIAS = "support-summary-v3";
const ROUTE = "openai-chat";
const headers = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest({}, PASSWORDLESS_CONFIG);
});
afterAll(() => booted.close());

const give = (body: unknown, route = ROUTE) =>
  callApi(order, "POST", `/api/routes/${route}/breaker`, { headers, body, params: { route } });

describe("POST /api/routes/{route}/breaker", () => {
  it("moves the gateway's own breaker, and the alias page's answer says whose order it is", async () => {
    const given = await give({ order: "forced_open", reason: "provider incident", expires_in_ms: 3_600_000 });
    expect(given.status).toBe(200);
    expect(await given.json()).toMatchObject({ route: ROUTE, state: "forced_open" });
    expect(booted.runtime.control.breakers().get(ROUTE)?.state).toBe("forced_open");
    const read = await callApi(canary, "GET", `/api/aliases/${ALIAS}/canary`, { headers, params: { alias: ALIAS } });
    const { routes } = await read.json();
    expect(routes[0].breaker).toMatchObject({
      state: "forced_open",
      cause: "ops-bot: provider incident",
      override: { by: "ops-bot", reason: "provider incident" },
    });
  });

  it("is a mark on the alias's charts, with the order and its reason", async () => {
    const { markers } = await booted.runtime.reads.traffic(ALIAS, { window: "15m", by: ["route"] });
    expect(markers.at(-1)).toMatchObject({
      kind: "breaker",
      breaker: { route: ROUTE, state: "forced_open" },
      label: "openai-chat breaker forced open: ops-bot: provider incident",
    });
  });

  it.each([
    [{ order: "closed" }, ROUTE, 400],
    [{ order: "disabled", expires_in_ms: 5 }, ROUTE, 400],
    [{ order: "disabled" }, "gone", 404],
    [{ order: "automatic" }, "local-chat", 409],
  ])("%j for %s is %i", async (body, route, status) => {
    expect((await give(body, route)).status).toBe(status);
  });
});
