import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "@/db/sqlite/open-store";
import type { RequestRow } from "@/lib/contract/requests";
import { startSimulatedProvider } from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { makeServerHome, startServer, untilServing } from "../support/server-process";

const ROUNDS = 3;
const CALLERS = 24;
const LOAD_MS = 2_500;
const CLIENT_KEY = "sk-kill-nine-client";

test(`kill -9 under load, ${ROUNDS} rounds: every complete answer and every provider call is on record, nothing stays running`, async () => {
  const provider = await startSimulatedProvider({
    latency: { firstTokenMs: 15, spread: 0.5, perTokenMs: 0.5 },
    tokenCount: 20,
  });
  const home = await makeServerHome({
    version: 1,
    clients: [{ id: "load", key: CLIENT_KEY }],
    providers: [{ id: "sim", base_url: provider.url, api_key: "sk-provider", allow_private_network: true }],
    routes: [{ id: "sim-chat", provider: "sim", model: "model-a" }],
    aliases: [{ id: "support", primary: "sim-chat" }],
    recording: { durability: "strict" },
  });
  const complete: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const server = startServer(home);
    await untilServing(home, server);
    const load = loadUntilCut(home.url, complete);
    await new Promise((resolve) => setTimeout(resolve, LOAD_MS));
    await server.kill("SIGKILL");
    await load;
  }
  const recorded = await recordsAfterRestart(join(home.folder, "switchyard.db"));

  expect(complete.length).toBeGreaterThan(ROUNDS * CALLERS);
  expect(new Set(complete).size).toBe(complete.length);
  const served = new Set(recorded.filter(({ state }) => state === "succeeded").map((row) => row.trace_id));
  expect(complete.filter((trace) => !served.has(trace))).toEqual([]);
  expect(new Set(recorded.map((row) => row.trace_id)).size).toBe(recorded.length);
  const attempts = recorded.flatMap((row) => row.attempts);
  expect(attempts.length).toBeGreaterThanOrEqual(provider.callCount());
  expect(attempts.length - provider.callCount()).toBeLessThanOrEqual(ROUNDS * CALLERS);
  expect(recorded.filter(({ state }) => state === "running")).toEqual([]);
  expect(attempts.filter(({ state }) => state === "running")).toEqual([]);
  const interrupted = recorded.filter(({ state }) => state === "interrupted");
  expect(interrupted.length).toBeGreaterThan(0);
  expect(interrupted.every(({ reason_code }) => reason_code === "gateway_interrupted")).toBe(true);
  await provider.close();
  home.remove();
});

/** Callers that send one request after the other, half of them streamed, until the server is gone. */
async function loadUntilCut(url: string, complete: string[]): Promise<void> {
  const caller = async (index: number): Promise<void> => {
    for (;;) {
      try {
        const stream = index % 2 === 0;
        const response = await fetch(`${url}/v1/chat/completions`, {
          method: "POST",
          headers: { authorization: `Bearer ${CLIENT_KEY}`, "content-type": "application/json" },
          body: JSON.stringify({ model: "support", stream, messages: [{ role: "user", content: "hello" }] }),
        });
        const text = await response.text();
        if (response.status === 200 && (!stream || text.includes("[DONE]")))
          complete.push(response.headers.get("x-switchyard-trace-id") ?? "none");
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(index)));
}

async function recordsAfterRestart(file: string): Promise<RequestRow[]> {
  const store = await openStore({ file, durability: "strict" });
  const rows: RequestRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.reports.requests({ limit: 200, ...(cursor === undefined ? {} : { cursor }) }, Date.now());
    rows.push(...page.requests);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect((await store.audit.verify()).brokenAt).toBeNull();
  await store.close();
  return rows;
}
