import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "@/db/sqlite/open-store";
import type { Store } from "@/db/store";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import { startSimulatedProvider } from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { makeServerHome, type ServerHome, startServer, untilServing } from "../support/server-process";

const TOKEN = "swt-orders-killed-0001";
const PASSWORD = "orders-killed-password";
const ALIAS = "support";
const ROUNDS = 5;
const BOT = { authorization: `Bearer ${TOKEN}` };
/** What may make a version active, as its one audit row says it. */
const ACTIVATING = ["cohort.shifted", "approval.approved", "route_map.activated", "alias.rolled_back"] as const;

test("kill -9 in the middle of asking, approving, rolling back, shifting and activating leaves each whole or not at all", async () => {
  const provider = await startSimulatedProvider();
  const home = await makeServerHome(configFor(provider.url));
  let server = startServer(home);
  await untilReady(home, server);
  const approver = await signIn(home);
  const startedAt = performance.now();
  expect(await giveOrders(home, approver, 0)).toBe("all");
  const allMs = performance.now() - startedAt;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const orders = giveOrders(home, approver, round);
    // One kill in each part of the sequence, at a moment of it that chance picks.
    await new Promise((resolve) => setTimeout(resolve, ((round - 1 + Math.random()) / ROUNDS) * allMs));
    await server.kill("SIGKILL");
    await orders;
    const before = await inspect(home);
    server = startServer(home);
    await untilReady(home, server);
    expect(await activeVersion(home)).toMatchObject({ version: before.active });
    for (const id of before.approved) expect((await approve(home, approver, id)).status).toBe(409);
    expect(await activeVersion(home)).toMatchObject({ version: before.active });
  }
  expect(await giveOrders(home, approver, ROUNDS + 1)).toBe("all");
  await server.kill("SIGTERM");
  const after = await inspect(home);
  expect(after.approved.length).toBeGreaterThan(1);
  await provider.close();
  home.remove();
});

/** Every kind of order once, from a canary at rest back to one. Resolves with what was reached. */
async function giveOrders(home: ServerHome, approver: Record<string, string>, round: number): Promise<"all" | "some"> {
  try {
    await order(home, `/api/aliases/${ALIAS}/rollback`, {});
    await rejectWaiting(home, approver);
    const asked = await order(home, `/api/aliases/${ALIAS}/shift`, await from(home, { cohort: "general", percent: 5 }));
    const { approval_id: id } = (await asked.json()) as { approval_id: string };
    const decided = await approve(home, approver, id);
    await order(home, `/api/aliases/${ALIAS}/rollback`, {});
    const base = await from(home, { cohort: "internal", percent: 10 + round });
    const shifted = await order(home, `/api/aliases/${ALIAS}/shift`, base);
    const { content, version: base_version } = await activeVersion(home);
    const aliases = { [ALIAS]: { ...content.aliases[ALIAS], owner: `team-${round}` } };
    const draft = { content: { ...content, aliases }, base_version, reason: "another owner" };
    const drafted = await order(home, "/api/route-map/versions", draft);
    const { route_version } = (await drafted.json()) as { route_version: number };
    const activated = await order(home, `/api/route-map/versions/${route_version}/activate`, {
      base_version,
      reason: "reviewed",
    });
    const statuses = [asked, decided, shifted, drafted, activated].map(({ status }) => status);
    expect(statuses).toEqual([202, 200, 200, 200, 200]);
    return "all";
  } catch (error) {
    if (error instanceof Error && error.name === "AssertionError") throw error;
    return "some";
  }
}

interface Found {
  readonly active: number | null;
  /** Ids of the approvals that took effect. */
  readonly approved: readonly string[];
}

/** What a killed process left, looked at without any process of it running. */
async function inspect({ folder }: ServerHome): Promise<Found> {
  const store = await openStore({ file: join(folder, "switchyard.db"), durability: "strict" });
  expect(await store.audit.verify()).toMatchObject({ brokenAt: null });
  const versions = await store.routeMap.versions(null, 1_000);
  const active = await store.routeMap.activeNumber();
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => versions.length - index));
  expect(versions.filter((version) => version.is_active).map(({ version }) => version)).toEqual([active]);
  const inForce = versions.filter(({ activated_at, action }) => activated_at !== null && action !== "initialised");
  expect(Math.max(1, ...inForce.map(({ version }) => version))).toBe(active);
  const rows = await Promise.all(ACTIVATING.map((action) => doneRows(store, action)));
  expect(rows.flat().sort(byNumber)).toEqual(inForce.map(({ version }) => version).sort(byNumber));
  const records = await store.control.records({ kind: "approval", limit: 1_000 });
  const approved = records.filter(({ state }) => state === "approved");
  expect(approved.map(({ routeVersion }) => routeVersion ?? 0).sort(byNumber)).toEqual(
    (await doneRows(store, "approval.approved")).sort(byNumber),
  );
  const rolledBack = versions.filter(({ action }) => action === "rolled_back").map(({ version }) => version);
  const verified = await store.control.records({ kind: "rollback_verification", limit: 1_000 });
  expect(verified.map(({ routeVersion }) => routeVersion ?? 0).sort(byNumber)).toEqual(rolledBack.sort(byNumber));
  // An approved shift is guarded by its rollout; a roll back ends that in the same commit.
  const rollouts = await store.control.records({ kind: "rollout", subject: ALIAS, limit: 1_000 });
  const open = rollouts.filter(({ state }) => state === "running");
  const isApproved = approved.some(({ routeVersion }) => routeVersion === active);
  expect(open.map(({ routeVersion }) => routeVersion)).toEqual(isApproved ? [active] : []);
  await store.close();
  return { active, approved: approved.map(({ id }) => id) };
}

async function doneRows(store: Store, action: (typeof ACTIVATING)[number]): Promise<number[]> {
  const { rows } = await store.audit.list({ action, limit: 200 });
  return rows.filter(({ outcome }) => outcome === "done").map(({ route_version: version }) => version ?? 0);
}

const byNumber = (left: number, right: number) => left - right;

async function from(home: ServerHome, shift: object): Promise<object> {
  return { ...shift, reason: "one step", base_version: (await activeVersion(home)).version };
}

function order({ url }: ServerHome, path: string, body: object, headers: Record<string, string> = BOT) {
  return fetch(`${url}${path}`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const approve = (home: ServerHome, approver: Record<string, string>, id: string) =>
  order(home, `/api/approvals/${id}/approve`, {}, approver);

/** What a killed process was asked and did not decide goes on waiting; it would stand in the way of the next request. */
async function rejectWaiting(home: ServerHome, approver: Record<string, string>): Promise<void> {
  const answer = await fetch(`${home.url}/api/approvals?state=waiting`, { headers: BOT });
  const { approvals } = (await answer.json()) as { approvals: readonly { id: string }[] };
  for (const { id } of approvals) await order(home, `/api/approvals/${id}/reject`, { reason: "not decided" }, approver);
}

async function activeVersion({ url }: ServerHome): Promise<RouteMapVersion> {
  return (await fetch(`${url}/api/route-map`, { headers: BOT })).json() as Promise<RouteMapVersion>;
}

async function signIn(home: ServerHome): Promise<Record<string, string>> {
  const headers = { origin: home.url };
  const answer = await order(home, "/api/auth/sign-in", { email: "ava@example.com", password: PASSWORD }, headers);
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  return { ...headers, cookie: cookie.join("; ") };
}

/** The gateway serves before Next does; an order needs both. */
async function untilReady(home: ServerHome, server: ReturnType<typeof startServer>): Promise<void> {
  await untilServing(home, server);
  const isReady = () =>
    fetch(`${home.url}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
}

function configFor(providerUrl: string) {
  return {
    version: 1,
    clients: [{ id: "app", key: "sk-orders-killed-client" }],
    people: [{ email: "ava@example.com", name: "Ava", roles: ["approver"], password: PASSWORD }],
    tokens: [{ id: "ops-bot", roles: ["operator"], token: TOKEN }],
    providers: [{ id: "sim", base_url: providerUrl, api_key: "sk-provider", allow_private_network: true }],
    routes: [
      { id: "stable-chat", provider: "sim", model: "model-a" },
      { id: "canary-chat", provider: "sim", model: "model-b" },
    ],
    cohorts: [{ id: "internal", match: { header: true } }],
    aliases: [{ id: ALIAS, primary: "stable-chat", canary: { route: "canary-chat", cohorts: { internal: 0 } } }],
    activation: { exercised_rollback: "off" },
    recording: { durability: "strict" },
  };
}
