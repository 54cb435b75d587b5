import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "@/db/sqlite/open-store";
import { startSimulatedProvider } from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { makeServerHome, type ServerHome, startServer, untilServing } from "../support/server-process";

const TOKEN = "swt-rollback-killed-0001";
const ALIAS = "support";
/** From before the order is read to long after it is answered, on a busy machine too. */
const KILLED_AFTER_MS = [1, 4, 8, 14, 25, 80, 1_500];

test("kill -9 in the middle of a rollback: it happened as a whole or not at all, the audit chain is whole, and its verification goes on", async () => {
  const provider = await startSimulatedProvider();
  const home = await makeServerHome({
    version: 1,
    clients: [{ id: "app", key: "sk-rollback-killed-client" }],
    tokens: [{ id: "ops-bot", roles: ["operator"], token: TOKEN }],
    providers: [{ id: "sim", base_url: provider.url, api_key: "sk-provider", allow_private_network: true }],
    routes: [
      { id: "stable-chat", provider: "sim", model: "model-a" },
      { id: "canary-chat", provider: "sim", model: "model-b" },
    ],
    cohorts: [{ id: "internal", default: true }],
    aliases: [{ id: ALIAS, primary: "stable-chat", canary: { route: "canary-chat", cohorts: { internal: 0 } } }],
    recording: { durability: "strict" },
  });
  let made = 0;
  for (const [round, afterMs] of KILLED_AFTER_MS.entries()) {
    const server = startServer(home);
    await untilServing(home, server);
    await untilReady(home);
    await order(home, "shift", {
      cohort: "internal",
      percent: 10 + round,
      reason: "one step",
      base_version: await active(home),
    });
    const pressed = order(home, "rollback", {}).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await server.kill("SIGKILL");
    await pressed;
    made = await wholeRollbacks(home);
  }
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThanOrEqual(KILLED_AFTER_MS.length);

  const [id] = await running(home);
  const server = startServer(home);
  await untilServing(home, server);
  await untilReady(home);
  if (id !== undefined) await expect.poll(() => inForceAt(home, id), { timeout: 10_000 }).toMatch(/Z$/);
  await server.kill("SIGTERM");
  await provider.close();
  home.remove();
});

/** Each version that came from a rollback has its one audit row and its one verification; none of the three stands alone. */
async function wholeRollbacks({ folder }: ServerHome): Promise<number> {
  const store = await openStore({ file: join(folder, "switchyard.db"), durability: "strict" });
  const versions = (await store.routeMap.versions(null, 100))
    .filter(({ action }) => action === "rolled_back")
    .map(({ version }) => version);
  const audited = (await store.audit.list({ action: "alias.rolled_back", limit: 100 })).rows
    .filter(({ outcome }) => outcome === "done")
    .map(({ route_version: version }) => version);
  const verified = (await store.control.records({ kind: "rollback_verification", limit: 100 })).map(
    ({ routeVersion }) => routeVersion,
  );
  const newest = (await store.routeMap.versions(null, 1))[0]?.version;
  expect((await store.routeMap.active())?.version).toBe(newest);
  expect(await store.audit.verify()).toMatchObject({ brokenAt: null });
  await store.close();
  expect(audited.sort()).toEqual([...versions].sort());
  expect(verified.sort()).toEqual([...versions].sort());
  return versions.length;
}

/** Verifications a killed process left under way, newest first. */
async function running({ folder }: ServerHome): Promise<readonly string[]> {
  const store = await openStore({ file: join(folder, "switchyard.db"), durability: "strict" });
  const records = await store.control.records({ kind: "rollback_verification", states: ["running"], limit: 1 });
  await store.close();
  return records.map(({ id }) => id);
}

async function inForceAt({ url }: ServerHome, id: string): Promise<string | null> {
  const answer = await fetch(`${url}/api/rollbacks/${id}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const { in_force_at: at } = (await answer.json()) as { in_force_at: string | null };
  return at;
}

function order({ url }: ServerHome, verb: "shift" | "rollback", body: object): Promise<Response> {
  return fetch(`${url}/api/aliases/${ALIAS}/${verb}`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function active({ url }: ServerHome): Promise<number> {
  const answer = await fetch(`${url}/api/route-map`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const { version } = (await answer.json()) as { version: number };
  return version;
}

/** The gateway serves before Next does; an order needs both. */
async function untilReady({ url }: ServerHome): Promise<void> {
  await expect
    .poll(
      () =>
        fetch(`${url}/api/ready`).then(
          (answer) => answer.ok,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
}
