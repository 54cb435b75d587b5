import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "@/db/sqlite/open-store";
import { DrillRunView, StartedDrill } from "@/lib/contract/drill";
import { startSimulatedProvider } from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { makeServerHome, type ServerHome, startServer, untilServing } from "../support/server-process";

const TOKEN = "swt-drill-killed-000001";
const CLIENT_KEY = "sk-drill-killed-client";
const ALIAS = "support";

test("kill -9 in the middle of a drill: after the restart no fault is left, and the run says that it was interrupted and where", async () => {
  const provider = await startSimulatedProvider();
  const home = await makeServerHome({
    version: 1,
    clients: [{ id: "app", key: CLIENT_KEY }],
    tokens: [{ id: "ops-bot", roles: ["operator"], token: TOKEN }],
    providers: [{ id: "sim", base_url: provider.url, api_key: "sk-provider", allow_private_network: true }],
    routes: [
      { id: "stable-chat", provider: "sim", model: "model-a" },
      { id: "spare-chat", provider: "sim", model: "model-b" },
    ],
    aliases: [{ id: ALIAS, primary: "stable-chat", fallbacks: ["spare-chat"] }],
    recording: { durability: "strict" },
  });
  const first = startServer(home);
  await untilServing(home, first);
  await untilReady(home);
  const started = await ask(home, "/api/drills/timeout-injection/run", { alias: ALIAS });
  const { run_id: id } = StartedDrill.parse(await started.json());
  await expect.poll(() => stepOf(home, id), { timeout: 10_000, interval: 50 }).toBe("fault");
  await first.kill("SIGKILL");
  expect(await faultStates(home)).toEqual(["active"]);

  const second = startServer(home);
  await untilServing(home, second);
  await untilReady(home);
  const run = await readRun(home, id);
  expect(run.state).toBe("interrupted");
  expect(run.sentence).toBe(
    "The process ended during step 3 of 5 (Primary goes silent); its fault and its lane ended with it.",
  );
  expect(run.steps.map(({ state }) => state)).toEqual(["passed", "passed", "skipped", "skipped", "skipped"]);
  expect(await servedBy(home)).toBe("stable-chat");
  await second.kill("SIGTERM");
  expect(await faultStates(home)).toEqual(["cleared"]);
  await provider.close();
  home.remove();
}, 30_000);

function ask({ url }: ServerHome, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  return fetch(
    `${url}${path}`,
    body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) },
  );
}

async function readRun(home: ServerHome, id: string): Promise<DrillRunView> {
  return DrillRunView.parse(await (await ask(home, `/api/drill-runs/${id}`)).json());
}

async function stepOf(home: ServerHome, id: string): Promise<string | undefined> {
  return (await readRun(home, id)).steps.find(({ state }) => state === "running")?.id;
}

async function servedBy({ url }: ServerHome): Promise<string | null> {
  const answer = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${CLIENT_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ model: ALIAS, messages: [{ role: "user", content: "hello" }] }),
  });
  await answer.text();
  return answer.headers.get("x-switchyard-route");
}

async function faultStates({ folder }: ServerHome): Promise<readonly string[]> {
  const store = await openStore({ file: join(folder, "switchyard.db"), durability: "strict" });
  const faults = await store.control.records({ kind: "drill_fault", limit: 10 });
  await store.close();
  return faults.map(({ state }) => state);
}

/** The gateway serves before Next does; an order needs both. */
async function untilReady({ url }: ServerHome): Promise<void> {
  const isReady = () =>
    fetch(`${url}/api/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
}
