import { describe, expect, it } from "vitest";
import { ShiftResult } from "@/lib/contract/canary";
import { ControlRefusal } from "@/lib/control/refusal";
import { type ShiftInput, shiftCohort } from "@/lib/control/shift-cohort";
import { BOT, controlRig, LEE, SAM } from "../support/control-rig";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

async function rig() {
  const store = await tempStore();
  return { store, ...(await controlRig(store, restingContent(), START_MS)) };
}

const order = (change: Partial<ShiftInput> = {}): ShiftInput => ({
  alias: SUPPORT,
  cohort: "internal",
  percent: 10,
  reason: "try the canary on ourselves",
  ifMatch: 1,
  ...change,
});

/** The answer to an order that needs no approval. */
async function done(answer: ReturnType<typeof shiftCohort>) {
  return ShiftResult.parse(await answer);
}

async function refusal(work: Promise<unknown>): Promise<ControlRefusal> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ControlRefusal) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe("shift cohort", () => {
  it("makes a new version, hands it to the gateway before it answers, tells open tabs and measures itself", async () => {
    const { context, published, events } = await rig();
    const result = await done(shiftCohort(context, LEE, order()));
    expect(result.route_version).toBe(2);
    expect(result.took_ms).toBeGreaterThan(0);
    expect(published).toEqual([2]);
    expect(context.active()).toMatchObject({
      version: 2,
      author: "Lee",
      action: "shifted",
      alias: SUPPORT,
      base_version: 1,
      summary: "internal 0% → 10%",
      reason: "try the canary on ourselves",
    });
    expect(await events()).toEqual([
      {
        type: "route_version",
        at: new Date(START_MS).toISOString(),
        route_version: 2,
        alias: SUPPORT,
        actor: "Lee",
        text: "internal 0% → 10%",
      },
    ]);
  });

  it("what the gateway got is exactly what was stored", async () => {
    const { store, context } = await rig();
    await shiftCohort(context, LEE, order());
    expect(await store.routeMap.active()).toEqual(context.active());
    expect((await store.routeMap.version(1))?.content).toEqual(restingContent());
  });

  it("leaves the version and its audit row together, or neither", async () => {
    const { store, context } = await rig();
    await shiftCohort(context, BOT, order());
    const [row] = (await store.audit.list({ limit: 1 })).rows;
    expect(row).toMatchObject({
      actor: "ops-bot",
      actor_kind: "token",
      action: "cohort.shifted",
      object: `alias:${SUPPORT}`,
      outcome: "done",
      reason: "try the canary on ourselves",
      route_version: 2,
      before: { canary: { cohorts: { internal: 0, general: 0 } } },
      after: { canary: { cohorts: { internal: 10, general: 0 } }, summary: "internal 0% → 10%" },
    });
    await refusal(shiftCohort(context, LEE, order({ percent: 50 })));
    expect((await store.routeMap.versions(null, 10)).map(({ version }) => version)).toEqual([2, 1]);
    expect((await store.audit.list({ action: "cohort.shifted", limit: 10 })).rows).toHaveLength(1);
    expect(await store.audit.verify()).toMatchObject({ brokenAt: null });
  });

  it("a section at rest names the version before as its way back, and keeps it while exposed", async () => {
    const { context } = await rig();
    const targets: unknown[] = [];
    const steps = [
      ["internal", 10],
      ["internal", 50],
      ["internal", 5],
      ["internal", 0],
      ["internal", 1],
    ] as const;
    for (const [cohort, percent] of steps) {
      await shiftCohort(context, LEE, order({ cohort, percent, ifMatch: context.active().version }));
      targets.push(context.active().content.aliases[SUPPORT]?.rollback_route_version);
    }
    expect(targets).toEqual([1, 1, 1, 1, 5]);
  });

  it("takes the whole range, 0 and 100 included, and fractions", async () => {
    const { context } = await rig();
    for (const percent of [100, 0.5, 0]) {
      await shiftCohort(context, LEE, order({ percent, ifMatch: context.active().version }));
      expect(context.active().content.aliases[SUPPORT]?.canary?.cohorts.internal).toBe(percent);
    }
  });

  it("of two operators who saw the same version one wins, and the other is told whose change came first", async () => {
    const { store, context } = await rig();
    const outcomes = await Promise.allSettled([
      shiftCohort(context, LEE, order({ percent: 25 })),
      shiftCohort(context, SAM, order({ percent: 50 })),
    ]);
    const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const winner = context.active();
    expect(lost[0]).toMatchObject({ code: "version_conflict", isAudited: true });
    expect(lost[0].details).toMatchObject({
      base_version: 1,
      active_version: 2,
      changes: [{ version: 2, author: winner.author }],
    });
    expect(lost[0].message).toContain(`${winner.author} made v2 of ${SUPPORT} (${winner.summary})`);
    expect(await store.routeMap.versions(null, 10)).toHaveLength(2);
  });

  it("a stale base is refused with every change since, and nothing is done", async () => {
    const { context } = await rig();
    await shiftCohort(context, LEE, order());
    await shiftCohort(context, LEE, order({ percent: 20, ifMatch: 2 }));
    const { code, details } = await refusal(shiftCohort(context, SAM, order({ cohort: "general", percent: 5 })));
    expect(code).toBe("version_conflict");
    expect(details).toMatchObject({ active_version: 3, changes: [{ version: 3 }, { version: 2 }] });
    expect(context.active().version).toBe(3);
  });

  it("a second press of the same order changes nothing", async () => {
    const { store, context } = await rig();
    await shiftCohort(context, LEE, order());
    expect((await refusal(shiftCohort(context, LEE, order()))).code).toBe("version_conflict");
    const again = await refusal(shiftCohort(context, LEE, order({ ifMatch: 2 })));
    expect([again.code, again.message]).toEqual([
      "conflict",
      `internal of ${SUPPORT} is already at 10%; nothing was changed.`,
    ]);
    expect(await store.routeMap.versions(null, 10)).toHaveLength(2);
  });

  it("needs to know which version the person saw, from the header or the body", async () => {
    const { context } = await rig();
    expect((await refusal(shiftCohort(context, LEE, order({ ifMatch: null })))).code).toBe("precondition_required");
    expect((await refusal(shiftCohort(context, LEE, order({ base_version: 2 })))).code).toBe("bad_request");
    expect((await refusal(shiftCohort(context, LEE, order({ ifMatch: 9 })))).message).toBe(
      "v9 does not exist; v1 is active.",
    );
    expect((await done(shiftCohort(context, LEE, order({ ifMatch: null, base_version: 1 })))).route_version).toBe(2);
  });

  it("names what is known when the alias or the cohort is not", async () => {
    const { context } = await rig();
    const alias = await refusal(shiftCohort(context, LEE, order({ alias: "__proto__" })));
    expect([alias.code, alias.details]).toEqual(["not_found", { known_aliases: ["internal-triage-v1", SUPPORT] }]);
    const cohort = await refusal(shiftCohort(context, LEE, order({ cohort: "constructor" })));
    expect([cohort.code, cohort.details]).toEqual(["not_found", { known_cohorts: ["internal", "general"] }]);
    const canary = await refusal(shiftCohort(context, LEE, order({ alias: "internal-triage-v1" })));
    expect([canary.code, canary.message]).toEqual([
      "conflict",
      "internal-triage-v1 has no canary in v1, so there is nothing to shift to.",
    ]);
  });

  it("every refusal is in the audit trail with what was asked", async () => {
    const { store, context } = await rig();
    await refusal(shiftCohort(context, LEE, order({ ifMatch: null })));
    await refusal(shiftCohort(context, SAM, order({ cohort: "beta" })));
    const { rows } = await store.audit.list({ action: "action.refused", limit: 10 });
    expect(rows.map(({ actor, outcome, after }) => [actor, outcome, after])).toMatchObject([
      ["sam@example.com", "refused", { attempted: "cohort.shifted", asked: { cohort: "beta" }, code: "not_found" }],
      ["lee@example.com", "refused", { attempted: "cohort.shifted", code: "precondition_required" }],
    ]);
  });
});
