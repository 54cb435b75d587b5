import { afterAll, beforeAll, expect, it } from "vitest";
import { GET as evidence } from "@/app/api/drill-runs/[id]/evidence/route";
import { GET as oneRun } from "@/app/api/drill-runs/[id]/route";
import { POST as stop } from "@/app/api/drill-runs/[id]/stop/route";
import { POST as run } from "@/app/api/drills/[drill]/run/route";
import { GET as drills } from "@/app/api/drills/route";
import { DrillList, DrillRunView, StartedDrill } from "@/lib/contract/drill";
import { ApiErrorBody } from "@/lib/contract/error";
import { DRILL_IDS } from "@/lib/core/drill";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi } from "../support/call-api";
import { CANARY_SECRETS, PASSWORDLESS_CONFIG } from "../support/config-fixtures";

const ALIAS = "support-summary-v3";
const headers = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest({}, PASSWORDLESS_CONFIG);
});
afterAll(() => booted.close());

const order = (drill: string, body: object) =>
  callApi(run, "POST", `/api/drills/${drill}/run`, { headers, body, params: { drill } });

async function refusal(response: Response) {
  const { error } = ApiErrorBody.parse(await response.json());
  return { status: response.status, code: error.code };
}

it("the catalogue lists every drill with what it proves, whom it touches and how it went last", async () => {
  const { drills: cards, running } = DrillList.parse(
    await (await callApi(drills, "GET", "/api/drills", { headers })).json(),
  );
  expect(cards.map(({ id }) => id)).toEqual(DRILL_IDS);
  expect(cards.every(({ proves, blast_radius, last_run }) => proves && blast_radius && last_run === null)).toBe(true);
  expect(running).toBeNull();
});

it("a drill runs alone, is read while it runs, and is stopped by one order; its evidence says so", async () => {
  const started = await order("primary-success-canary", { alias: ALIAS, reason: "before the release" });
  const { run_id: id } = StartedDrill.parse(await started.json());
  expect(await refusal(await order("rate-limit", { alias: ALIAS }))).toEqual({ status: 409, code: "conflict" });
  const early = await callApi(evidence, "GET", `/api/drill-runs/${id}/evidence`, { headers, params: { id } });
  expect(early.status).toBe(409);
  await callApi(stop, "POST", `/api/drill-runs/${id}/stop`, { headers, body: {}, params: { id } });
  await booted.runtime.drills.ended;
  const read = await callApi(oneRun, "GET", `/api/drill-runs/${id}`, { headers, params: { id } });
  const view = DrillRunView.parse(await read.json());
  expect(view).toMatchObject({ state: "stopped", alias: ALIAS, reason: "before the release" });
  const pack = await callApi(evidence, "GET", `/api/drill-runs/${id}/evidence`, { headers, params: { id } });
  expect(pack.status).toBe(200);
  expect(pack.headers.get("content-disposition")).toContain("evidence-primary-success-canary");
});

it("an unknown drill, alias or run is refused, and nobody without a session gets in", async () => {
  expect((await order("no-such-drill", { alias: ALIAS })).status).toBe(400);
  expect((await order("rate-limit", { alias: "nobody" })).status).toBe(404);
  const lost = { headers, params: { id: "lost" } };
  expect((await callApi(oneRun, "GET", "/api/drill-runs/lost", lost)).status).toBe(404);
  expect((await callApi(drills, "GET", "/api/drills")).status).toBe(401);
});
