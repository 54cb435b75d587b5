import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { stringify } from "yaml";
import type { RequestRow } from "@/lib/contract/requests";
import { readRollback } from "@/lib/control/read-rollback";
import { rollBack } from "@/lib/control/roll-back";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { NodeExchange } from "@/lib/gateway/node-exchange";
import { startSimulatedProvider } from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { bootForTest } from "../support/booted-runtime";
import { LEE, SAM } from "../support/control-rig";
import { tempDir } from "../support/temp-store";

const PER_SECOND = 200;
const EVERY_MS = 1_000 / PER_SECOND;
const BEFORE_MS = 1_500;
const AFTER_MS = 2_000;
const ALIAS = "support";
const KEY = "sk-rollback-load-client";

test(`under ${PER_SECOND} requests a second a rollback holds within 50 ms, and by the ledger no request that started after it reached the abandoned route`, async () => {
  const latency = { firstTokenMs: 60, spread: 0.5, perTokenMs: 1 };
  const stable = await startSimulatedProvider({ latency, seed: 1 });
  const canary = await startSimulatedProvider({ latency, seed: 2 });
  onTestFinished(async () => {
    await Promise.all([stable.close(), canary.close()]);
  });
  const { runtime, url } = await serve(stable.url, canary.url);
  const { control } = runtime;
  await shiftCohort(control, LEE, { alias: ALIAS, cohort: "internal", percent: 50, reason: "half of it", ifMatch: 1 });
  const load = sendSteadily(url, BEFORE_MS + AFTER_MS);
  await pause(BEFORE_MS - 200);
  canary.setFault("silence");
  await pause(200);
  const {
    took_ms: tookMs,
    route_version: version,
    verification_id: id,
  } = await rollBack(control, SAM, { alias: ALIAS });
  const { in_force_at: inForceAt } = await readRollback(control, id);
  const statuses = await load;
  await expect.poll(() => runtime.gateway.inFlight).toBe(0);

  expect(tookMs).toBeLessThan(50);
  const rows = await everyRow(runtime);
  expect(rows.length).toBe(statuses.length);
  expect(rows.length).toBeGreaterThan((PER_SECOND * (BEFORE_MS + AFTER_MS) * 0.8) / 1_000);
  const inForceMs = Date.parse(inForceAt ?? "");
  const after = rows.filter(({ started_at }) => Date.parse(started_at) > inForceMs);
  expect(after.length).toBeGreaterThan((PER_SECOND * AFTER_MS * 0.5) / 1_000);
  expect(after.filter((row) => row.llm_route_version < version)).toEqual([]);
  expect(after.filter((row) => row.attempts.some(({ llm_route }) => llm_route === "canary-chat"))).toEqual([]);
  expect(rows.filter((row) => row.arm === "canary").length).toBeGreaterThan(50);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);

  // Each request that hung on the canary when the rollback came was served by the new map, whatever it fell back to.
  const caught = rows.filter(({ started_at, attempts }) => attempts.length > 1 && Date.parse(started_at) <= inForceMs);
  expect(caught.length).toBeGreaterThan(5);
  for (const { trace_id } of caught.slice(0, 5)) {
    const { attempts } = await runtime.reads.request(trace_id);
    expect(attempts[0]).toMatchObject({ llm_route: "canary-chat", llm_route_version: version - 1 });
    expect(attempts.at(-1)).toMatchObject({ llm_route: "stable-chat", llm_route_version: version, state: "served" });
  }
  await expect
    .poll(async () => (await readRollback(control, id)).checks.filter(({ state }) => state === "passed").length, {
      timeout: 5_000,
    })
    .toBeGreaterThanOrEqual(5);
  const { checks, abandoned_routes, abandoned_providers, state } = await readRollback(control, id);
  expect([abandoned_routes, abandoned_providers, state]).toEqual([["canary-chat"], ["canary"], "running"]);
  expect(checks.filter((check) => check.state !== "passed").map(({ check }) => check)).toEqual(["error_rate"]);
}, 30_000);

async function serve(stableUrl: string, canaryUrl: string) {
  const configPath = join(tempDir(), "switchyard.yaml");
  const account = (id: string, base_url: string) => ({
    id,
    base_url,
    api_key: `sk-${id}`,
    allow_private_network: true,
  });
  writeFileSync(
    configPath,
    stringify({
      version: 1,
      environment: "test",
      clients: [{ id: "load", key: KEY }],
      providers: [account("stable", stableUrl), account("canary", canaryUrl)],
      routes: [
        { id: "stable-chat", provider: "stable", model: "model-a" },
        { id: "canary-chat", provider: "canary", model: "model-b", timeouts: { headers_ms: 400 } },
      ],
      cohorts: [{ id: "internal", default: true }],
      // The breaker stays out of it: only the rollback may keep requests off the canary.
      aliases: [
        {
          id: ALIAS,
          primary: "stable-chat",
          canary: { route: "canary-chat", cohorts: { internal: 0 } },
          breaker: { minimum_calls: 100_000, consecutive_failures: 100_000 },
        },
      ],
    }),
  );
  const booted = await bootForTest({ SWITCHYARD_CONFIG: configPath });
  const { runtime } = booted;
  const server = createServer((request, response) => void runtime.gateway.handle(new NodeExchange(request, response)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await booted.close();
  });
  return { runtime, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions` };
}

/** An open load: requests leave on time, however long the ones before them take. */
async function sendSteadily(url: string, durationMs: number): Promise<number[]> {
  const startedMs = performance.now();
  const sent: Promise<number>[] = [];
  while (performance.now() - startedMs < durationMs) {
    const due = Math.floor((performance.now() - startedMs) / EVERY_MS);
    while (sent.length < due) sent.push(sendOne(url));
    await pause(EVERY_MS);
  }
  return Promise.all(sent);
}

async function sendOne(url: string): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ model: ALIAS, messages: [{ role: "user", content: "hello" }] }),
  });
  await response.arrayBuffer();
  return response.status;
}

async function everyRow(runtime: Awaited<ReturnType<typeof serve>>["runtime"]): Promise<RequestRow[]> {
  const rows: RequestRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await runtime.reads.requests({
      alias: ALIAS,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    rows.push(...page.requests);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));
