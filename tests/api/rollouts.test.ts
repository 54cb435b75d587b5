import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as advance } from "@/app/api/aliases/[alias]/advance/route";
import { POST as pause } from "@/app/api/aliases/[alias]/pause/route";
import { POST as resume } from "@/app/api/aliases/[alias]/resume/route";
import { POST as rollback } from "@/app/api/aliases/[alias]/rollback/route";
import { POST as rollout } from "@/app/api/aliases/[alias]/rollout/route";
import { POST as shift } from "@/app/api/aliases/[alias]/shift/route";
import { POST as undo } from "@/app/api/aliases/[alias]/undo/route";
import { POST as approve } from "@/app/api/approvals/[id]/approve/route";
import { POST as reject } from "@/app/api/approvals/[id]/reject/route";
import { GET as approval } from "@/app/api/approvals/[id]/route";
import { GET as approvals } from "@/app/api/approvals/route";
import { GET as oneRollout } from "@/app/api/rollouts/[id]/route";
import { GET as rollouts } from "@/app/api/rollouts/route";
import { ApprovalAsked, ApprovalList, ApprovalView } from "@/lib/contract/approval";
import { ApiErrorBody } from "@/lib/contract/error";
import { RolloutList, RolloutOrderResult, RolloutView } from "@/lib/contract/rollout";
import { changeAlias } from "@/lib/control/change-alias";
import type { RouteHandler } from "@/lib/http/adapt";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi } from "../support/call-api";
import { CANARY_SECRETS, PASSWORDLESS_CONFIG } from "../support/config-fixtures";
import { LEE } from "../support/control-rig";

const ALIAS = "support-summary-v3";
const bearer = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest({}, PASSWORDLESS_CONFIG);
  await allowUnrehearsed();
});
afterAll(() => booted.close());

/** The rule that a way back has to be rehearsed first has tests of its own. */
async function allowUnrehearsed(): Promise<void> {
  const { control } = booted.runtime;
  const active = control.active();
  const section = active.content.aliases[ALIAS];
  if (section === undefined) throw new Error("the configuration lost its alias");
  const activation = { ...active.content.activation, exercised_rollback: "off" as const };
  await changeAlias(
    control,
    LEE,
    { ...active, content: { ...active.content, activation } },
    {
      alias: ALIAS,
      section,
      action: "activated",
      auditAction: "route_map.activated",
      restores: null,
      summary: "rehearsals are not asked for",
      reason: null,
    },
  );
}

function order(handler: RouteHandler, verb: string, body: Record<string, unknown>): Promise<Response> {
  const headers = { ...bearer, "if-match": `"${booted.runtime.control.active().version}"` };
  return callApi(handler, "POST", `/api/aliases/${ALIAS}/${verb}`, { headers, body, params: { alias: ALIAS } });
}

async function read<T>(
  handler: RouteHandler,
  path: string,
  schema: { parse(value: unknown): T },
  params = {},
): Promise<T> {
  const response = await callApi(handler, "GET", path, { headers: bearer, params });
  expect(response.status).toBe(200);
  return schema.parse(await response.json());
}

async function refusal(response: Response) {
  const { error } = ApiErrorBody.parse(await response.json());
  return { status: response.status, ...error };
}

describe("rollouts and approvals over the console API", () => {
  it("a shift of customers answers 202 with an approval, which only somebody with the role may decide", async () => {
    await order(shift, "shift", { cohort: "internal", percent: 0, reason: "from the beginning" });
    const before = booted.runtime.control.active().version;
    const response = await order(shift, "shift", { cohort: "general", percent: 5, reason: "a small share first" });
    expect(response.status).toBe(202);
    const { approval_id: id } = ApprovalAsked.parse(await response.json());
    expect(booted.runtime.control.active().version).toBe(before);
    const list = await read(approvals, "/api/approvals?state=waiting&mine=true", ApprovalList);
    expect([list.waiting_count, list.approvals.map((one) => one.id)]).toEqual([1, [id]]);
    const view = await read(approval, `/api/approvals/${id}`, ApprovalView, { id });
    expect(view.not_covered).toContain("Nobody uses the canary yet, so there is no evidence at all.");
    for (const [handler, verb] of [[approve, "approve"] as const, [reject, "reject"] as const]) {
      const call = { headers: bearer, body: { reason: "I want it" }, params: { id } };
      const refused = await refusal(await callApi(handler, "POST", `/api/approvals/${id}/${verb}`, call));
      expect([refused.status, refused.code]).toEqual([403, "forbidden"]);
    }
    const gone = await callApi(approval, "GET", "/api/approvals/99", { headers: bearer, params: { id: "99" } });
    expect(gone.status).toBe(404);
  });

  it("a rollout is started, read, paused, resumed, not moved on too early, and its roll back undone by approval", async () => {
    const started = RolloutOrderResult.parse(
      await (await order(rollout, "rollout", { reason: "the cheaper route" })).json(),
    );
    if ("approval_id" in started) throw new Error("internal needs no approval");
    expect(started).toMatchObject({ state: "running", stage_index: 0 });
    const id = started.rollout_id;
    const { rollouts: open } = await read(rollouts, "/api/rollouts?state=open", RolloutList);
    expect(open.map((one) => one.id)).toEqual([id]);
    const early = await refusal(await order(advance, "advance", { reason: "go on" }));
    expect([early.status, early.details]).toEqual([409, { check: "soak" }]);
    expect((await order(pause, "pause", { reason: "let me look" })).status).toBe(200);
    expect((await refusal(await order(pause, "pause", { reason: "again" }))).status).toBe(409);
    expect((await order(resume, "resume", { reason: "looked" })).status).toBe(200);
    const view = await read(oneRollout, `/api/rollouts/${id}`, RolloutView, { id });
    expect(view.timeline.map(({ event }) => event)).toEqual(["resumed", "paused", "started"]);
    expect(view.stages[0]).toMatchObject({ name: "internal 100%", position: "current" });
    await order(rollback, "rollback", {});
    await expect
      .poll(async () => (await read(oneRollout, `/api/rollouts/${id}`, RolloutView, { id })).state, { timeout: 5_000 })
      .toBe("rolled_back");
    const undone = RolloutOrderResult.parse(await (await order(undo, "undo", { reason: "it was the network" })).json());
    expect(undone).toMatchObject({ state: "running", rollout_id: `${ALIAS}.2` });
  });

  it("400 for a plan that cannot be, 412 for a stale base", async () => {
    const stages = [{ name: "x", shares: { general: 5 }, soak_ms: -1, gates: null, needs_approval: true }];
    expect((await order(rollout, "rollout", { reason: "a plan", stages })).status).toBe(400);
    const stale = { headers: { ...bearer, "if-match": '"1"' }, body: { reason: "go on" }, params: { alias: ALIAS } };
    expect((await callApi(advance, "POST", `/api/aliases/${ALIAS}/advance`, stale)).status).toBe(412);
  });
});
