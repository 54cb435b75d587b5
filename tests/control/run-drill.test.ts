import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ProviderDefinition } from "@/lib/contract/route-map";
import { readDrillRun, readDrills } from "@/lib/control/read-drills";
import { runDrill } from "@/lib/control/run-drill";
import { sectionHash } from "@/lib/control/section-hash";
import { settleDrills } from "@/lib/control/settle-drills";
import { stopDrill } from "@/lib/control/stop-drill";
import { DRILL_IDS } from "@/lib/core/drill";
import { RequestCourse } from "@/lib/gateway/request-course";
import { WholeAnswer } from "@/lib/gateway/whole-answer";
import { LEE, SAM } from "../support/control-rig";
import { DRILL_ALIAS, drillContent, drillRig, failedStep } from "../support/drill-rig";
import { publishSection } from "../support/publish-section";

const DAY_MS = 86_400_000;

describe("every drill of the catalogue passes against healthy providers", () => {
  it.each(DRILL_IDS)("%s", { timeout: 60_000 }, async (drill) => {
    const { run } = await drillRig();
    const done = await run(drill);
    expect(failedStep(done)).toBeNull();
    expect(done.state).toBe("passed");
    expect(done.steps.map(({ state }) => state)).toEqual(done.steps.map(() => "passed"));
  });
});

describe("a run's record", () => {
  it("says what was expected and seen, who approved, how long it took and how fast the fault was found and mended", async () => {
    const { run, context } = await drillRig();
    const done = await run("server-error-simulation");
    const fault = done.steps.find(({ id }) => id === "fault");
    expect(fault?.checks).toEqual([
      {
        expected: "every call of primary-chat is recorded as server_error",
        seen: "4 calls: server_error",
        is_passed: true,
      },
      {
        expected: "no request calls primary-chat more than 2 times",
        seen: "2 of 2 called it at most 2 times",
        is_passed: true,
      },
      {
        expected: "every request is answered with HTTP 200 by fallback-chat",
        seen: "2 of 2 were answered by fallback-chat",
        is_passed: true,
      },
      expect.objectContaining({ expected: "every caller has its answer within the budget of 4 s", is_passed: true }),
      expect.objectContaining({ is_passed: true }),
    ]);
    expect(fault?.approved_by).toBe("lee@example.com");
    expect(fault?.took_ms).toBeGreaterThan(0);
    expect(done.detection_ms).toBeLessThan(1_000);
    expect(done.detection_ms).toBeGreaterThan(0);
    expect(done.recovery_ms).toBeLessThan(1_000);
    expect(done.started_by).toBe("lee@example.com");
    const audit = await context.store.audit.list({ object: `drill_run:${done.id}`, limit: 10 });
    expect(audit.rows.map(({ action, actor }) => [action, actor])).toEqual([
      ["drill.ended", "switchyard"],
      ["drill.started", "lee@example.com"],
    ]);
    const [fault1] = await context.store.control.records({ kind: "drill_fault", limit: 5 });
    expect(fault1).toMatchObject({ state: "cleared", body: { route: "primary-chat", fault: "HTTP 503" } });
  });

  it("of a passed cutover and rollback proves its rollback target for two weeks", async () => {
    const { run, context } = await drillRig();
    const done = await run("cutover-and-rollback");
    const section = context.active().content.aliases[DRILL_ALIAS];
    if (section === undefined) throw new Error("the alias is in the map");
    expect(done.exercised).toMatchObject({ rollback_route_version: 1, rollback_section_hash: sectionHash(section) });
    const until = Date.parse(done.exercised?.until ?? "");
    expect(until - Date.parse(done.ended_at ?? "")).toBe(14 * DAY_MS);
    expect((await run("primary-success-canary")).exercised).toBeNull();
  });

  it("of a cutover and rollback leaves the real route map and its pointer alone", async () => {
    const { run, context, control } = await drillRig();
    await run("cutover-and-rollback");
    expect(context.active().version).toBe(1);
    expect(control.published).toEqual([]);
    expect(await context.store.routeMap.versions(null, 10)).toHaveLength(1);
  });
});

describe("a contract check", () => {
  it("names every open required row of the worksheets, and fails where the routes depend on them", async () => {
    const said = await (await drillRig()).run("contract-check");
    const rows = said.steps[0]?.checks.filter(({ expected }) => expected.startsWith("the contract of"));
    expect(rows?.map(({ expected }) => expected)).toEqual([
      "the contract of primary-chat allows production traffic",
      "the contract of fallback-chat allows production traffic",
    ]);
    const { routes } = drillContent("http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1").aliases[DRILL_ALIAS] ?? {};
    const asked = Object.entries(routes ?? {}).map(([id, route]) => [
      id,
      { ...route, production_eligible: "contract" },
    ]);
    const strict = await drillRig({ alias: { routes: Object.fromEntries(asked) } });
    const done = await strict.run("contract-check");
    expect(failedStep(done)).toMatchObject({ id: "preconditions" });
    expect(failedStep(done)?.checks[0]?.seen).toContain("Not production eligible");
  });
});

describe("a drill that meets a product that is broken fails at the step that tests it", () => {
  it("a policy that retries auth errors", async () => {
    // The load refuses such a table and the engine ignores it, so the decision itself is broken here.
    const { fail } = RequestCourse.prototype;
    const broken = vi.spyOn(RequestCourse.prototype, "fail").mockImplementation(function (this: RequestCourse, signal) {
      return fail.call(this, signal.class === "account_error" ? { ...signal, class: "server_error" } : signal);
    });
    onTestFinished(() => broken.mockRestore());
    const { run } = await drillRig();
    const done = await run("auth-failure");
    expect(done).toMatchObject({ state: "failed", sentence: "Failed at step 3 of 5 (Primary refuses the key)." });
    expect(failedStep(done)).toEqual({
      id: "fault",
      checks: [
        {
          expected: "one provider call a request: no retry, no fallback",
          seen: "2 of 2 did not: 3 calls (primary on primary-chat, then retry on primary-chat, then fallback on fallback-chat)",
          is_passed: false,
        },
        {
          expected: "every caller gets one clean HTTP 503 auth_or_account_error",
          seen: "2 of 2 did not: HTTP 200 from fallback-chat (account_error)",
          is_passed: false,
        },
      ],
    });
    expect(done.steps.map(({ state }) => state)).toEqual(["passed", "passed", "failed", "skipped", "skipped"]);
  });

  it("a parser that accepts empty content", async () => {
    const { onEnd } = WholeAnswer.prototype;
    const broken = vi.spyOn(WholeAnswer.prototype, "onEnd").mockImplementation(function (this: WholeAnswer) {
      const verdict = onEnd.call(this);
      const isEmpty = verdict.kind === "failed" && verdict.signal.detail === "empty";
      return isEmpty ? { kind: "served", held: Buffer.from('{"choices":[]}') } : verdict;
    });
    onTestFinished(() => broken.mockRestore());
    const { run } = await drillRig();
    const done = await run("malformed-output");
    expect(done).toMatchObject({ state: "failed", sentence: "Failed at step 3 of 6 (Primary answers with nothing)." });
    expect(failedStep(done)).toEqual({
      id: "empty",
      checks: [
        {
          expected: "every call of primary-chat is recorded as invalid_output (empty)",
          seen: "2 calls: ok",
          is_passed: false,
        },
        {
          expected: "every request is answered with HTTP 200 by fallback-chat",
          seen: "2 of 2 did not: HTTP 200 from primary-chat (served_by_primary)",
          is_passed: false,
        },
      ],
    });
  });

  it("a rollback target that is dead", { timeout: 20_000 }, async () => {
    const { desk, context, primary, fallback } = await drillRig({
      content: (content) => {
        const section = content.aliases[DRILL_ALIAS];
        const route = section?.routes["primary-chat"];
        if (section === undefined || route === undefined) throw new Error("the alias is in the map");
        return {
          ...content,
          providers: {
            ...content.providers,
            // Nothing listens there.
            gone: ProviderDefinition.parse({ base_url: "http://127.0.0.1:9/v1", allow_private_network: true }),
          },
          aliases: {
            [DRILL_ALIAS]: {
              ...section,
              primary: "old-chat",
              fallbacks: [],
              canary: null,
              routes: { "old-chat": { ...route, provider: "gone" } },
            },
          },
        };
      },
    });
    const working = drillContent(primary.url, fallback.url).aliases[DRILL_ALIAS];
    if (working === undefined) throw new Error("the alias is in the map");
    await publishSection(context, DRILL_ALIAS, {
      ...working,
      canary: { route: "fallback-chat", cohorts: { internal: 100, general: 0 } },
      rollback_route_version: 1,
    });
    const { run_id } = await runDrill(desk, LEE, { drill: "cutover-and-rollback", alias: DRILL_ALIAS });
    await desk.ended;
    const done = await readDrillRun(context, run_id);
    expect(done.state).toBe("failed");
    expect(failedStep(done)).toEqual({
      id: "confirm",
      checks: [
        {
          expected: "every request is answered with HTTP 200 by old-chat (v1)",
          seen: expect.stringMatching(/^8 of 8 did not: HTTP 503/),
          is_passed: false,
        },
      ],
    });
    expect(done.exercised).toBeNull();
    expect(done.steps.at(-1)?.state).toBe("skipped");
  });
});

describe("ending a run", () => {
  it("by Stop takes the fault away at once and says who did it", async () => {
    const { desk, context } = await drillRig({ alias: { budget: { deadline_ms: 60_000 } } });
    const { run_id } = await runDrill(desk, LEE, { drill: "flapping-primary", alias: DRILL_ALIAS });
    await vi.waitFor(async () =>
      expect(await context.store.control.records({ kind: "drill_fault", states: ["active"], limit: 1 })).toHaveLength(
        1,
      ),
    );
    await stopDrill(desk, SAM, run_id);
    await desk.ended;
    const done = await readDrillRun(context, run_id);
    expect(done).toMatchObject({ state: "stopped", sentence: "Stopped by sam@example.com; every fault was removed." });
    expect(await context.store.control.records({ kind: "drill_fault", states: ["active"], limit: 1 })).toEqual([]);
    expect(done.steps.filter(({ state }) => state === "running" || state === "waiting")).toEqual([]);
    expect((await readDrills(context)).running).toBeNull();
    await expect(stopDrill(desk, SAM, run_id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("happens by itself when real traffic degrades", async () => {
    const { desk, context, real } = await drillRig({ alias: { breaker: { open_ms: 60_000 } } });
    const { run_id } = await runDrill(desk, LEE, { drill: "flapping-primary", alias: DRILL_ALIAS });
    real.during = { requests: 100, failures: 5 };
    await desk.ended;
    const done = await readDrillRun(context, run_id);
    expect(done.state).toBe("aborted");
    expect(done.sentence).toBe(
      "Aborted: real traffic degraded: 5 of 100 requests of real callers failed (5.0%, limit 1.0%); every fault was removed.",
    );
  });

  it("comes at the hard end whatever the run does", async () => {
    const { desk, context } = await drillRig({ alias: { breaker: { open_ms: 60_000 } }, boundScale: 0.01 });
    const { run_id } = await runDrill(desk, LEE, { drill: "flapping-primary", alias: DRILL_ALIAS });
    await desk.ended;
    expect(["failed", "aborted"]).toContain((await readDrillRun(context, run_id)).state);
    expect(await context.store.control.records({ kind: "drill_fault", states: ["active"], limit: 1 })).toEqual([]);
  });

  it("with the process is found at the next start: the record says so and no fault is left", async () => {
    const { desk, context } = await drillRig({ alias: { breaker: { open_ms: 60_000 } } });
    // A second desk stands for the next process: the first one's run is never told anything.
    const { run_id } = await runDrill(desk, LEE, { drill: "flapping-primary", alias: DRILL_ALIAS });
    await vi.waitFor(async () =>
      expect((await readDrillRun(context, run_id)).steps.find(({ id }) => id === "heals")?.state).toBe("running"),
    );
    expect(await settleDrills(context)).toBe(1);
    const done = await readDrillRun(context, run_id);
    expect(done).toMatchObject({
      state: "interrupted",
      sentence:
        "The process ended during step 6 of 8 (Primary heals, probes go through); its fault and its lane ended with it.",
    });
    expect(await context.store.control.records({ kind: "drill_fault", states: ["active"], limit: 1 })).toEqual([]);
    const audit = await context.store.audit.list({ object: `drill_run:${run_id}`, limit: 1 });
    expect(audit.rows[0]).toMatchObject({ action: "drill.ended", actor: "switchyard" });
    expect(await settleDrills(context)).toBe(0);
  });

  it("is settled even when its last write was still on its way", async () => {
    const { desk, context } = await drillRig({ alias: { breaker: { open_ms: 60_000 } } });
    const { run_id } = await runDrill(desk, LEE, { drill: "flapping-primary", alias: DRILL_ALIAS });
    await vi.waitFor(async () =>
      expect((await readDrillRun(context, run_id)).steps.find(({ id }) => id === "heals")?.state).toBe("running"),
    );
    const { control } = context.store;
    const read = control.records.bind(control);
    let lateWrites = 0;
    const records = vi.spyOn(control, "records").mockImplementation(async (query) => {
      const found = await read(query);
      const [run] = found;
      if (query.kind !== "drill_run" || run === undefined || lateWrites > 0) return found;
      lateWrites += 1;
      const { revision, createdAtMs: _created, updatedAtMs: _updated, ...rest } = run;
      await control.commit({
        atMs: run.updatedAtMs,
        routing: null,
        records: [{ ...rest, baseRevision: revision }],
        timeline: [],
        audit: null,
      });
      return found;
    });
    onTestFinished(() => records.mockRestore());
    expect(await settleDrills(context)).toBe(1);
    expect([lateWrites, (await readDrillRun(context, run_id)).state]).toEqual([1, "interrupted"]);
  });
});

describe("starting a run", () => {
  it("is refused while another one runs, with a link to it, and the refusal is audited", async () => {
    const { desk, context } = await drillRig();
    const { run_id } = await runDrill(desk, LEE, { drill: "timeout-injection", alias: DRILL_ALIAS });
    await expect(runDrill(desk, SAM, { drill: "auth-failure", alias: DRILL_ALIAS })).rejects.toMatchObject({
      code: "conflict",
      details: { run_id },
    });
    const [last] = (await context.store.audit.list({ limit: 1 })).rows;
    expect(last).toMatchObject({ action: "action.refused", actor: "sam@example.com" });
    await desk.ended;
  });

  it("names what the alias lacks as a failed precondition, before anything is sent", async () => {
    const { run, primary } = await drillRig({ alias: { fallbacks: [], canary: null } });
    const done = await run("server-error-simulation");
    expect(failedStep(done)).toEqual({
      id: "preconditions",
      checks: [{ expected: "the alias has a fallback route", seen: "it has none", is_passed: false }],
    });
    expect(primary.callCount()).toBe(0);
  });
});
