import { hash } from "node:crypto";
import { expect, it } from "vitest";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import { runDrill } from "@/lib/control/run-drill";
import { createRedactor } from "@/lib/core/redact";
import { BreakerRegistry } from "@/lib/gateway/breaker-registry";
import { Gateway } from "@/lib/gateway/gateway";
import { WebExchange } from "@/lib/gateway/web-exchange";
import { LEE } from "../support/control-rig";
import { DRILL_ALIAS, type DrillRig, drillRig } from "../support/drill-rig";

const KEY = "sk-real-caller";

/** The gateway real callers come through, over the same providers and the same ledger as the drill. */
function realGateway({ pools, context }: DrillRig) {
  const breakers = new BreakerRegistry(Date.now, Math.random, () => {});
  const client = { id: "web-app", tenant: null, requestsPerMinute: null, concurrent: null, isRevoked: false };
  const gateway = new Gateway({
    upstream: pools,
    ledger: context.store.ledger,
    breakers,
    redact: createRedactor([]),
    nowMs: Date.now,
    random: Math.random,
    routing: () => snapshot,
    clients: () => clients,
    onOutcome: () => {},
    onDefect: (error) => {
      throw error;
    },
  });
  const snapshot = compileSnapshot(context.active());
  const clients = new Map([[hash("sha256", KEY), client]]);
  const call = async (headers: Record<string, string> = {}) => {
    const request = new Request("http://gateway.test/v1/chat/completions", {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...headers },
      body: JSON.stringify({ model: DRILL_ALIAS, messages: [{ role: "user", content: "hello" }] }),
    });
    const exchange = new WebExchange(request);
    void gateway.handle(exchange);
    const response = await exchange.response;
    await response.text();
    return { status: response.status, route: response.headers.get("x-switchyard-route") };
  };
  return { call, breakers };
}

it("a drill under live traffic changes no real caller's answer, opens none of their breakers and stays out of their figures", async () => {
  const rig = await drillRig();
  const { call, breakers } = realGateway(rig);
  const before = rig.primary.callCount();
  await runDrill(rig.desk, LEE, { drill: "flapping-primary", alias: DRILL_ALIAS });
  const answers: Awaited<ReturnType<typeof call>>[] = [];
  let isOver = false;
  void rig.desk.ended.then(() => {
    isOver = true;
  });
  while (!isOver) {
    answers.push(await call({ "x-switchyard-cohort": "drill" }));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(answers.length).toBeGreaterThan(20);
  expect(new Set(answers.map(({ status, route }) => `${status} ${route}`))).toEqual(new Set(["200 primary-chat"]));
  expect(breakers.view("primary-chat")).toMatchObject({ state: "closed", sinceMs: null });
  expect(rig.primary.callCount() - before).toBeGreaterThanOrEqual(answers.length);

  const { reports } = rig.context.store;
  const traffic = await reports.aliasTraffic(DRILL_ALIAS, "15m", ["route"], Date.now());
  const groups = traffic.groups.map(({ route, totals }) => [route, totals.requests, totals.attempts]);
  expect(groups).toEqual([["primary-chat", answers.length, answers.length]]);
  const drilled = await reports.requests({ kind: "drill", limit: 200 }, Date.now());
  expect(drilled.requests.length).toBeGreaterThan(5);
  expect(new Set(drilled.requests.map(({ cohort, client_id }) => `${cohort} ${client_id}`))).toEqual(
    new Set(["drill switchyard-drill"]),
  );
});
