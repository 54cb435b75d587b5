import { describe, expect, it } from "vitest";
import type { ContractRowEdit } from "@/lib/contract/contract-sheet";
import type { Principal } from "@/lib/contract/session";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import type { ControlContext } from "@/lib/control/context";
import { contractSheet } from "@/lib/control/contract-sheets";
import { editContractRow } from "@/lib/control/edit-contract-row";
import { runWhenDue, setProbeSchedule } from "@/lib/control/probe-schedule";
import { readCanary } from "@/lib/control/read-canary";
import { readContracts } from "@/lib/control/read-contracts";
import { readModels } from "@/lib/control/read-models";
import { refreshCatalogue } from "@/lib/control/refresh-catalogue";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { verifyContractRow } from "@/lib/control/verify-contract-row";
import { CONTRACT_ROW_IDS, CONTRACT_ROWS, type ContractRowId, REQUIRED_CONTRACT_ROWS } from "@/lib/core/contract-rows";
import { CONTRACT_MAX_AGE_MS } from "@/lib/core/contract-standing";
import { LEE, SAM } from "../support/control-rig";
import { probeRig } from "../support/probe-rig";

const ALIAS = "support-summary-v3";
const APPROVER: Principal = { kind: "person", id: "p3", name: "Ada", email: "ada@example.com", roles: ["approver"] };

const edit = (change: Partial<ContractRowEdit> = {}): ContractRowEdit => ({
  value: "What the page says.",
  setting: null,
  source_url: "https://example.com/docs",
  accessed_on: "2026-11-20",
  safe_wording: "As documented.",
  reason: "read the page again",
  base_revision: 0,
  ...change,
});

async function verify(context: ControlContext, endpoint: "chat" | "responses", row: ContractRowId, by = APPROVER) {
  const kept = await contractSheet(context, "cometapi", endpoint);
  return verifyContractRow(context, by, { provider: "cometapi", endpoint, row, base_revision: kept?.revision ?? 0 });
}

async function verifyAll(context: ControlContext): Promise<void> {
  for (const endpoint of ["chat", "responses"] as const)
    for (const row of REQUIRED_CONTRACT_ROWS) await verify(context, endpoint, row);
}

describe("the worksheets", () => {
  it("ship filled in and unverified, every fact with its source and date", async () => {
    const { context } = await probeRig();
    const { sheets } = await readContracts(context);
    expect(sheets.map(({ provider, endpoint, started_from }) => `${provider} ${endpoint} ${started_from}`)).toEqual([
      "openai chat openai",
      "openai responses openai",
      "cometapi chat cometapi",
      "cometapi responses cometapi",
    ]);
    for (const { rows } of sheets) {
      expect(rows.map(({ row }) => row)).toEqual([...CONTRACT_ROW_IDS]);
      for (const row of rows) {
        expect(row, row.label).toMatchObject({ state: "unverified", verified_by: null });
        expect(row.source_url, row.label).toMatch(/^https:\/\//);
        expect(row.safe_wording, row.label).not.toBe("");
      }
    }
  });

  it("keep who changed what, before and after, and refuse a change of what somebody did not see", async () => {
    const { context } = await probeRig();
    const place = { provider: "cometapi", endpoint: "chat", row: "rate_limits" } as const;
    await editContractRow(context, LEE, { ...place, ...edit({ value: "30,000 a minute." }) });
    await expect(editContractRow(context, SAM, { ...place, ...edit() })).rejects.toMatchObject({ code: "conflict" });
    const sheet = (await readContracts(context)).sheets.find((one) => one.revision === 1);
    expect(sheet?.history).toMatchObject([
      {
        actor: "lee@example.com",
        row: "rate_limits",
        before: { verified_at: null },
        after: { value: "30,000 a minute." },
      },
    ]);
    const { rows } = await context.store.audit.list({ limit: 5 });
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toContain("contract.row_edited done");
    expect(rows.map(({ action }) => action)).toContain("action.refused");
  });

  it("are verified by somebody else than who wrote the row", async () => {
    const { context } = await probeRig();
    const place = { provider: "cometapi", endpoint: "chat", row: "error_shape" } as const;
    await editContractRow(context, LEE, { ...place, ...edit() });
    await expect(verify(context, "chat", "error_shape", LEE)).rejects.toMatchObject({ code: "forbidden" });
    expect(await verify(context, "chat", "error_shape", SAM)).toEqual({ revision: 2, state: "verified" });
  });

  it("take no setting that belongs to another row, and nothing that could leave the provider's host", async () => {
    const { context } = await probeRig();
    const place = { provider: "cometapi", endpoint: "chat", row: "finish_reasons" } as const;
    const foreign = edit({ setting: { kind: "path", path: "/x" } });
    await expect(editContractRow(context, LEE, { ...place, ...foreign })).rejects.toMatchObject({
      code: "bad_request",
    });
  });

  it("go stale with time, without anybody writing it, and a stale row takes no route away", async () => {
    const rig = await probeRig();
    await verifyAll(rig.context);
    const later = { ...rig.context, nowMs: () => Date.now() + CONTRACT_MAX_AGE_MS + 60_000 };
    const { sheets, routes } = await readContracts(later);
    const comet = sheets.find(({ provider, endpoint }) => provider === "cometapi" && endpoint === "chat");
    expect(comet?.stale_rows).toBe(REQUIRED_CONTRACT_ROWS.length);
    expect(routes.find(({ route }) => route === "comet-chat")?.is_eligible).toBe(true);
  });
});

describe("what the gateway takes from a worksheet", () => {
  it("is path, key header and parameters in place of the route map's, from the next request on", async () => {
    const { context } = await probeRig();
    const place = { provider: "cometapi", endpoint: "chat" } as const;
    const set = (row: ContractRowId, revision: number, setting: ContractRowEdit["setting"]) =>
      editContractRow(context, LEE, { ...place, row, ...edit({ setting, base_revision: revision }) });
    await set("endpoint_path", 0, { kind: "path", path: "/v2/chat" });
    await set("auth_header", 1, { kind: "auth", header: "x-api-key", scheme: null });
    await set("parameters", 2, {
      kind: "parameters",
      families: [{ family: null, honours: { n: 1, logprobs: false } }],
    });
    const snapshot = compileSnapshot(context.active(), context.contracts.book());
    expect(snapshot.providers.get("cometapi")).toMatchObject({
      paths: { chat: "/v2/chat", responses: "/responses" },
      authOf: { chat: { header: "x-api-key", scheme: null } },
    });
    const canary = snapshot.aliases.get(ALIAS)?.canary?.route;
    expect(canary?.capabilities).toMatchObject({ n: 1, logprobs: false, tools: true });
    const sheet = (await readContracts(context)).sheets.find(({ revision }) => revision === 3);
    const inForce = Object.fromEntries(sheet?.rows.map((row) => [row.row, row.in_force]) ?? []);
    expect(inForce.endpoint_path).toMatch(/^POST http.*\/v1\/v2\/chat$/);
    expect(inForce.auth_header).toBe("x-api-key: <key>");
  });
});

describe("a route whose contract is open", () => {
  const shift = (cohort: string, percent: number) => ({ alias: ALIAS, cohort, percent, reason: "try it", ifMatch: 1 });

  it("is no fallback, and only internal may be shifted to it, with the rows and the way to them in the refusal", async () => {
    const { context } = await probeRig();
    const route = compileSnapshot(context.active(), context.contracts.book()).aliases.get(ALIAS)?.stable[1];
    expect(route).toMatchObject({ id: "comet-chat", productionEligible: false });
    await expect(shiftCohort(context, LEE, shift("general", 5))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("18 required contract rows are unverified"),
      details: { href: "/contracts?tab=worksheet&provider=cometapi", basis: "unverified" },
    });
    const canary = await readCanary(context, ALIAS);
    expect(canary.routes.find(({ route: id }) => id === "comet-chat")).toMatchObject({
      production_eligible: false,
      contract_note: expect.stringContaining("Not production eligible"),
    });
    expect(canary.routes.find(({ route: id }) => id === "openai-chat")).toMatchObject({
      production_eligible: true,
      contract_note: expect.stringContaining("word of the configuration file only"),
    });
    await expect(shiftCohort(context, LEE, shift("internal", 5))).resolves.toMatchObject({ route_version: 2 });
  });

  it("is production eligible once every required row is verified, and no longer when one is changed", async () => {
    const { context } = await probeRig();
    await verifyAll(context);
    const eligible = async () =>
      (await readContracts(context)).routes.find(({ route }) => route === "comet-chat")?.is_eligible;
    expect(await eligible()).toBe(true);
    const kept = await contractSheet(context, "cometapi", "chat");
    const place = { provider: "cometapi", endpoint: "chat", row: "request_fields" } as const;
    await editContractRow(context, LEE, { ...place, ...edit({ base_revision: kept?.revision ?? 0 }) });
    expect(await eligible()).toBe(false);
    expect(CONTRACT_ROWS.request_fields.isRequired).toBe(true);
  });
});

describe("a provider's list of models", () => {
  it("is read over its own pool: CometAPI's with prices as charged, OpenAI's without", async () => {
    const { context } = await probeRig();
    expect(await refreshCatalogue(context, LEE, "cometapi")).toMatchObject({
      path: "/api/models",
      failure: null,
      models: [{ id: "comet-sim", price: { input_per_mtok: 0.32, output_per_mtok: 1.28 } }],
    });
    expect(await refreshCatalogue(context, LEE, "openai")).toMatchObject({
      path: "/models",
      models: [{ id: "gpt-sim", price: null }],
    });
  });

  it("that cannot be read names why and keeps the last one", async () => {
    const rig = await probeRig();
    await refreshCatalogue(rig.context, LEE, "cometapi");
    await rig.comet.close();
    const failed = await refreshCatalogue(rig.context, LEE, "cometapi");
    expect(failed.models).toHaveLength(1);
    expect(failed.failure).toMatch(/^\/models: it could not be reached/);
    const [openai, comet] = (await readModels(rig.context)).catalogues;
    expect(openai).toMatchObject({ read_at: null, age_ms: null, models: [] });
    expect(comet?.age_ms).toBeGreaterThanOrEqual(0);
  });
});

describe("the schedule of probes", () => {
  it("is off until somebody turns it on, and runs when it is due", async () => {
    const rig = await probeRig();
    let nowMs = Date.now();
    const queued: unknown[] = [];
    const context: ControlContext = {
      ...rig.context,
      nowMs: () => nowMs,
      providers: { ...rig.context.providers, queue: (job) => queued.push(job) },
    };
    expect(await runWhenDue(context)).toBe(false);
    await setProbeSchedule(context, LEE, { is_on: true, every_minutes: 30 });
    expect(await runWhenDue(context)).toBe(false);
    nowMs += 30 * 60_000;
    expect(await runWhenDue(context)).toBe(true);
    expect(queued).toHaveLength(2);
    expect(await runWhenDue(context)).toBe(false);
  });
});
