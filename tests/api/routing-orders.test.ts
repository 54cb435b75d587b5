import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as rollback } from "@/app/api/aliases/[alias]/rollback/route";
import { POST as shift } from "@/app/api/aliases/[alias]/shift/route";
import { GET as audit } from "@/app/api/audit/route";
import { RollbackResult, ShiftResult } from "@/lib/contract/canary";
import { ApiErrorBody } from "@/lib/contract/error";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi } from "../support/call-api";
import { CANARY_SECRETS, PASSWORDLESS_CONFIG } from "../support/config-fixtures";

const ALIAS = "support-summary-v3";
const PARAMS = { alias: ALIAS };

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest({}, PASSWORDLESS_CONFIG);
});
afterAll(() => booted.close());

const activeVersion = () => booted.runtime.control.active().version;
const bearer = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };
const ifMatch = (version: number) => ({ ...bearer, "if-match": `"${version}"` });

function order(body: unknown, headers: Record<string, string> = ifMatch(activeVersion())) {
  return callApi(shift, "POST", `/api/aliases/${ALIAS}/shift`, { body, headers, params: PARAMS });
}

function goBack(body: unknown = {}, headers: Record<string, string> = bearer) {
  return callApi(rollback, "POST", `/api/aliases/${ALIAS}/rollback`, { body, headers, params: PARAMS });
}

async function refusal(response: Response) {
  const { error } = ApiErrorBody.parse(await response.json());
  return { status: response.status, ...error };
}

describe("orders of the console API", () => {
  it("a shift answers the new version, which the gateway's snapshot already has", async () => {
    const before = activeVersion();
    const response = await order({ cohort: "internal", percent: 5, reason: "a first look" });
    expect(response.status).toBe(200);
    expect(ShiftResult.parse(await response.json()).route_version).toBe(before + 1);
    expect(booted.runtime.control.active().content.aliases[ALIAS]?.canary?.cohorts.internal).toBe(5);
  });

  it("takes the base version from the body as well as from If-Match", async () => {
    const body = { cohort: "internal", percent: 6, reason: "a second look", base_version: activeVersion() };
    expect((await order(body, bearer)).status).toBe(200);
  });

  it("428 without a base, 412 with the other's change for a stale one, 409 for no change", async () => {
    const body = { cohort: "internal", percent: 7, reason: "a third look" };
    expect(await refusal(await order(body, bearer))).toMatchObject({ status: 428, code: "precondition_required" });
    const stale = await refusal(await order(body, ifMatch(activeVersion() - 1)));
    expect(stale).toMatchObject({ status: 412, code: "version_conflict" });
    expect(stale.details).toMatchObject({
      active_version: activeVersion(),
      changes: [{ version: activeVersion(), author: "ops-bot", summary: "internal 5% → 6%" }],
    });
    expect(await refusal(await order({ ...body, percent: 6 }))).toMatchObject({ status: 409, code: "conflict" });
  });

  it("400 names the field, what was found and what is allowed, and nothing is done", async () => {
    const before = activeVersion();
    const good = { cohort: "internal", percent: 8, reason: "a fourth look" };
    const bad = [
      [{ ...good, percent: 101 }, "percent"],
      [{ ...good, percent: -1 }, "percent"],
      [{ ...good, percent: "8" }, "percent"],
      [{ ...good, cohort: "" }, "cohort"],
      [{ ...good, reason: "  a  " }, "reason"],
      [[], "body"],
    ] as const;
    for (const [body, field] of bad) {
      const refused = await refusal(await order(body));
      expect([refused.status, refused.code]).toEqual([400, "bad_request"]);
      expect(refused.message).toContain(field);
    }
    expect((await order(good, { ...bearer, "if-match": "*" })).status).toBe(400);
    expect(activeVersion()).toBe(before);
  });

  it("404 names the known aliases and cohorts", async () => {
    const cohort = await refusal(await order({ cohort: "beta", percent: 8, reason: "a fifth look" }));
    expect([cohort.status, cohort.details]).toEqual([404, { known_cohorts: ["internal", "general"] }]);
    const gone = { headers: ifMatch(1), params: { alias: "gone" }, body: { cohort: "a", percent: 1, reason: "look" } };
    const alias = await refusal(await callApi(shift, "POST", "/api/aliases/gone/shift", gone));
    expect([alias.status, alias.details]).toEqual([404, { known_aliases: [ALIAS] }]);
  });

  it("one key, one order: a repeated shift gives the first answer again and makes one version", async () => {
    const before = activeVersion();
    const headers = { ...ifMatch(before), "idempotency-key": "press-1" };
    const body = { cohort: "internal", percent: 9, reason: "a sixth look" };
    const [first, second] = await Promise.all([order(body, headers), order(body, headers)]);
    const again = await order(body, headers);
    const answers = await Promise.all([first, second, again].map((response) => response.text()));
    expect(new Set(answers).size).toBe(1);
    expect(activeVersion()).toBe(before + 1);
    expect(await refusal(await order({ ...body, percent: 10 }, headers))).toMatchObject({ status: 409 });
  });

  it("a rollback needs no base version, no reason and no body, and a second press changes nothing", async () => {
    const before = activeVersion();
    const response = await goBack({ to_version: 1 }, bearer);
    const result = RollbackResult.parse(await response.json());
    expect(result).toMatchObject({
      route_version: before + 1,
      restores: 1,
      verification_id: expect.stringMatching(/^rb-[0-9a-f]{12}$/),
    });
    expect(result.took_ms).toBeGreaterThan(0);
    expect(booted.runtime.control.active().content.aliases[ALIAS]?.canary?.cohorts).toEqual({ internal: 10 });
    expect(await refusal(await goBack({ to_version: 1 }))).toMatchObject({ status: 409, code: "conflict" });
    expect(activeVersion()).toBe(before + 1);
  });

  it("every order and every refusal is in the audit trail, once, and the chain is whole", async () => {
    const response = await callApi(audit, "GET", "/api/audit?limit=200", { headers: bearer });
    const { rows } = (await response.json()) as {
      rows: { action: string; after: { attempted?: string; code?: string } }[];
    };
    const refused = rows.filter(({ action }) => action === "action.refused").map(({ after }) => after.code);
    expect(refused).toEqual([
      "conflict",
      "conflict",
      "not_found",
      "not_found",
      "conflict",
      "version_conflict",
      "precondition_required",
    ]);
    expect(rows.filter(({ action }) => action === "cohort.shifted")).toHaveLength(3);
    expect(rows.filter(({ action }) => action === "alias.rolled_back")).toHaveLength(1);
    expect(await booted.runtime.control.store.audit.verify()).toMatchObject({ brokenAt: null });
  });
});
