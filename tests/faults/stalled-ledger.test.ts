import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { GET as ready } from "@/app/api/ready/route";
import { GET as metrics } from "@/app/metrics/route";
import { Sqlite } from "@/db/sqlite/driver";
import { NodeExchange } from "@/lib/gateway/node-exchange";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";

const KEY = "sk-stalled-ledger-caller-1";
const TOKEN = "stalled-ledger-reader-token-0001";
const BEFORE = 10;
const DURING = 40;
const TURNED_AWAY = 25;

let provider: SimulatedProvider;
let booted: BootedRuntime;
let baseUrl = "";
const server = createServer((request, response) => {
  void booted.runtime.gateway.handle(new NodeExchange(request, response));
});

beforeAll(async () => {
  provider = await startSimulatedProvider({ seed: 1 });
  booted = await bootForTest(
    {},
    stringify({
      version: 1,
      clients: [{ id: "web-app", key: KEY }],
      tokens: [{ id: "reader", roles: ["viewer"], token: TOKEN }],
      providers: [{ id: "local", base_url: provider.url, allow_private_network: true }],
      routes: [{ id: "local-chat", provider: "local", model: "model-a" }],
      aliases: [{ id: "support", primary: "local-chat" }],
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await booted.close();
  await provider.close();
});

async function ask(): Promise<Response> {
  return await fetch(`${baseUrl}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "support", messages: [{ role: "user", content: "hi" }] }),
  });
}

const askMany = (count: number) => Promise.all(Array.from({ length: count }, ask));
const statuses = (answers: readonly Response[]) => [...new Set(answers.map(({ status }) => status))];

async function degraded(): Promise<readonly string[]> {
  const answer = await ready(new Request(`${baseUrl}/api/ready`), { params: Promise.resolve({}) });
  expect(answer.status).toBe(200);
  return (await answer.json()).degraded;
}

async function scrape(): Promise<string> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const answer = await metrics(new Request(`${baseUrl}/metrics`, { headers }), { params: Promise.resolve({}) });
  return await answer.text();
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 200 && !(await isTrue()); waited++) await new Promise((done) => setTimeout(done, 50));
  expect(await isTrue()).toBe(true);
}

async function recordedRequests(): Promise<number> {
  const { requests } = await booted.runtime.reads.requests({ state: "succeeded", limit: 100 });
  return requests.length;
}

test("while the disk takes nothing, new callers are turned away, accepted ones served later, and every one is counted", async () => {
  const db = new Sqlite(booted.runtime.config.databasePath);
  expect(statuses(await askMany(BEFORE))).toEqual([200]);

  db.exec("begin immediate");
  const accepted = askMany(DURING);
  await until(async () => (await degraded()).includes("shedding"));
  const callsBefore = provider.callCount();
  const refused = await askMany(TURNED_AWAY);
  expect(statuses(refused)).toEqual([503]);
  for (const answer of refused) {
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(answer.headers.get("x-should-retry")).toBe("true");
    expect(await answer.json()).toMatchObject({ error: { type: "switchyard_error", code: "overloaded" } });
  }
  expect(provider.callCount()).toBe(callsBefore);
  expect(await scrape()).toMatch(/^switchyard_shedding\{pressure="ledger_age"\} 1$/m);
  expect(booted.runtime.control.shedding()).toMatch(/^the ledger is .* behind$/);

  db.exec("rollback");
  expect(statuses(await accepted)).toEqual([200]);
  await until(async () => !(await degraded()).includes("shedding"));
  expect((await ask()).status).toBe(200);

  const text = await scrape();
  expect(text).toMatch(new RegExp(`^switchyard_requests_shed_total ${TURNED_AWAY}$`, "m"));
  expect(await recordedRequests()).toBe(BEFORE + DURING + 1);
  expect(provider.callCount()).toBe(BEFORE + DURING + 1);
  const figures = booted.runtime.control.ledger();
  expect(figures).toMatchObject({ accepted: figures.recorded + figures.refused, queued: 0, refused: 0 });
  db.close();
}, 30_000);
