import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "@/db/sqlite/open-store";
import { ApprovalAsked } from "@/lib/contract/approval";
import { advanceRollout } from "@/lib/control/advance-rollout";
import { decideApproval } from "@/lib/control/decide-approval";
import { pauseRollout } from "@/lib/control/pause-rollout";
import { readRollout } from "@/lib/control/read-rollouts";
import { rollBack } from "@/lib/control/roll-back";
import { rollBackMap } from "@/lib/control/roll-back-map";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { startRollout } from "@/lib/control/start-rollout";
import { runTick, startTicking } from "@/lib/control/tick";
import { undoRollback } from "@/lib/control/undo-rollback";
import { testWorkersDir } from "../support/build-workers";
import { type ControlRig, LEE, SAM } from "../support/control-rig";
import { ManualTimers } from "../support/manual-timers";
import { SUPPORT } from "../support/resting-content";
import { MINUTE_MS, MORGAN, pass, refusal, rolloutRig, say, shareOf, tick } from "../support/rollout-rig";
import { tempDir } from "../support/temp-store";

const ID = `${SUPPORT}.1`;
const SOAK_MS = 10 * MINUTE_MS;
const AUTOMATION = { advance: false, hold: true, step_down: true, roll_back: true };

async function started(automation: Partial<typeof AUTOMATION> = {}) {
  const rig = await rolloutRig();
  await start(rig, automation);
  return rig;
}

function start(rig: ControlRig, automation: Partial<typeof AUTOMATION> = {}) {
  const order = { alias: SUPPORT, reason: "the cheaper route", automation: { ...AUTOMATION, ...automation } };
  return startRollout(rig.context, LEE, { ...order, ifMatch: rig.context.active().version });
}

const advance = (rig: ControlRig) =>
  advanceRollout(rig.context, LEE, { alias: SUPPORT, reason: "it was quiet", ifMatch: rig.context.active().version });

async function approvedAdvance(rig: ControlRig): Promise<void> {
  const { approval_id: id } = ApprovalAsked.parse(await advance(rig));
  await decideApproval(rig.context, MORGAN, { id, decision: "approve", reason: null });
}

describe("a rollout over the control plane", () => {
  it("starts with internal, moves on with an approval for each wider stage, and tells its story", async () => {
    const rig = await started();
    expect([shareOf(rig, "internal"), shareOf(rig, "general")]).toEqual([100, 0]);
    pass(rig, MINUTE_MS);
    expect((await refusal(advance(rig))).message).toBe("Soaks for another 540 s of 10 min.");
    pass(rig, SOAK_MS);
    await approvedAdvance(rig);
    expect([shareOf(rig, "internal"), shareOf(rig, "general")]).toEqual([100, 1]);
    pass(rig, SOAK_MS);
    const view = await readRollout(rig.context, ID);
    expect(view).toMatchObject({ state: "running", stage: "general 1%", waiting_for: "approval", stage_count: 7 });
    expect(view.next).toBe("An operator asks for an approval of general 5%.");
    expect(view.checks.map(({ status }) => status)).toEqual(["ok", "ok", "ok", "ok", "ok", "ok", "waiting"]);
    expect(view.timeline.map(({ event, actor }) => [event, actor])).toEqual([
      ["stage_entered", "morgan@example.com"],
      ["approved", "morgan@example.com"],
      ["approval_requested", "lee@example.com"],
      ["started", "lee@example.com"],
    ]);
  });

  it("ends in the commit of a roll back by hand, with the approval that waited on it, before any tick", async () => {
    const rig = await started();
    pass(rig, 11 * MINUTE_MS);
    const { approval_id: id } = ApprovalAsked.parse(await advance(rig));
    const { route_version: version } = await rollBack(rig.context, SAM, { alias: SUPPORT });
    const [rollout, approval] = [
      await rig.store.control.record("rollout", ID),
      await rig.store.control.record("approval", id),
    ];
    expect(rollout).toMatchObject({ state: "rolled_back", routeVersion: version });
    expect(approval).toMatchObject({ state: "void" });
    const [line] = await rig.store.control.timeline({ kind: "rollout", id: ID, limit: 1 });
    expect(line).toMatchObject({ event: "rolled_back", actor: "sam@example.com", text: "Rolled back to v1 by Sam." });
    const told = (await rig.events()).filter(({ type }) => type === "rollout" || type === "approval");
    expect(told.slice(-2)).toMatchObject([{ state: "rolled_back" }, { approval_id: id, state: "void" }]);
    await tick(rig);
    expect((await rig.store.control.record("rollout", ID))?.revision).toBe(rollout?.revision);
  });

  it("ends with a roll back of the whole map as well", async () => {
    const rig = await started();
    await rollBackMap(rig.context, SAM, { to_version: 1 });
    expect(await rig.store.control.record("rollout", ID)).toMatchObject({ state: "rolled_back" });
  });

  it("goes up again by itself as far as it was approved, but not once the rehearsal of its way back is too old", async () => {
    for (const [waitMs, percent] of [
      [SOAK_MS, 1],
      [25 * 60 * MINUTE_MS, 0],
    ] as const) {
      const rig = await started({ advance: true });
      pass(rig, SOAK_MS);
      await approvedAdvance(rig);
      say(rig);
      const down = { alias: SUPPORT, cohort: "general", percent: 0, reason: "staff only" };
      await shiftCohort(rig.context, SAM, { ...down, ifMatch: rig.context.active().version });
      pass(rig, waitMs);
      await tick(rig);
      expect(shareOf(rig, "general")).toBe(percent);
      if (percent > 0) continue;
      const refused = await refusal(advance(rig));
      expect(refused.message).toContain("going back to v1 was never exercised");
      expect(refused.details?.href).toBe(`/drills?drill=cutover-and-rollback&alias=${SUPPORT}`);
    }
  });

  it("one alias has one open rollout, whoever starts at the same moment", async () => {
    const rig = await rolloutRig();
    const outcomes = await Promise.allSettled([start(rig), start(rig)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await refusal(start(rig))).message).toContain(`${SUPPORT} is being rolled out already: ${ID}`);
  });

  it("a plan cannot waive the approval of more than internal, nor narrow, nor name unknown cohorts", async () => {
    const rig = await rolloutRig();
    const shares: Record<string, number> = { general: 100 };
    const stage = { name: "all", shares, soak_ms: 0, gates: null, needs_approval: false };
    const plan = (stages: (typeof stage)[]) =>
      refusal(
        startRollout(rig.context, LEE, {
          alias: SUPPORT,
          reason: "at once",
          automation: AUTOMATION,
          ifMatch: 1,
          stages,
        }),
      );
    expect((await plan([stage])).message).toBe("stages[0] (all): it widens general, which needs an approval.");
    const wide = { ...stage, needs_approval: true };
    expect((await plan([wide, { ...wide, shares: { general: 5 } }])).message).toContain("does not widen");
    expect((await plan([{ ...wide, shares: { ...wide.shares, beta: 5 } }])).message).toContain("no cohort beta");
    expect(await rig.store.control.records({ kind: "rollout", limit: 5 })).toEqual([]);
  });

  it("goes on by itself only where that was opted for, and never past a missing approval", async () => {
    const rig = await started({ advance: true });
    pass(rig, SOAK_MS);
    await tick(rig);
    expect(shareOf(rig, "general")).toBe(0);
    expect((await readRollout(rig.context, ID)).waiting_for).toBe("approval");
  });

  it("is paused from a stale screen, does not go on while paused, and is still protected", async () => {
    const rig = await started();
    await pauseRollout(rig.context, SAM, { alias: SUPPORT, reason: "let me look", order: "pause" });
    pass(rig, SOAK_MS);
    expect((await refusal(advance(rig))).message).toBe("The rollout is paused; resume it first.");
    expect(
      (await refusal(pauseRollout(rig.context, SAM, { alias: SUPPORT, reason: "again", order: "pause" }))).code,
    ).toBe("conflict");
    pass(rig, 1_000, { verdict: "fail" });
    await tick(rig);
    expect([shareOf(rig, "internal"), (await readRollout(rig.context, ID)).state]).toEqual([0, "rolled_back"]);
  });

  it("holds where the way back fails too, once, and voids nobody's traffic", async () => {
    const rig = await started();
    pass(rig, MINUTE_MS, { verdict: "fail", target: "failing" });
    await tick(rig);
    rig.clock.nowMs += 1_000;
    say(rig, { verdict: "fail", target: "failing" });
    await tick(rig);
    const view = await readRollout(rig.context, ID);
    expect(view).toMatchObject({ state: "running", hold: { code: "target" } });
    expect(view.timeline.filter(({ event }) => event === "held")).toHaveLength(1);
    expect(shareOf(rig, "internal")).toBe(100);
  });

  it("ends when a person rolls the alias back, and the undo goes through an approval to a new guarded rollout", async () => {
    const rig = await started();
    pass(rig, SOAK_MS);
    await approvedAdvance(rig);
    await rollBack(rig.context, SAM, { alias: SUPPORT });
    await tick(rig);
    const ended = await readRollout(rig.context, ID);
    expect([ended.state, ended.timeline[0]?.text]).toEqual(["rolled_back", "Rolled back to v1 by Sam."]);
    const order = { alias: SUPPORT, reason: "it was the network", ifMatch: rig.context.active().version };
    const { approval_id: id } = ApprovalAsked.parse(await undoRollback(rig.context, LEE, order));
    expect(shareOf(rig, "general")).toBe(0);
    const result = await decideApproval(rig.context, MORGAN, { id, decision: "approve", reason: null });
    expect(result).toMatchObject({ rollout_id: `${SUPPORT}.2`, route_version: 5 });
    expect([shareOf(rig, "internal"), shareOf(rig, "general")]).toEqual([100, 1]);
    expect(await readRollout(rig.context, `${SUPPORT}.2`)).toMatchObject({ state: "running" });
  });

  it("one that cannot even be read does not stop the others, and is reported", async () => {
    const rig = await started();
    pass(rig, MINUTE_MS, { verdict: "fail" });
    const { control } = rig.store;
    await control.commit({
      atMs: rig.clock.nowMs,
      routing: null,
      records: [
        {
          kind: "rollout",
          id: "other.1",
          baseRevision: null,
          subject: "internal-triage-v1",
          state: "running",
          routeVersion: 1,
          body: { canary_route: 7 },
        },
      ],
      timeline: [],
      audit: null,
    });
    const failures: unknown[] = [];
    await runTick(rig.context, (error) => failures.push(error));
    expect(failures).toHaveLength(1);
    expect((await readRollout(rig.context, ID)).state).toBe("rolled_back");
  });

  it("runs one round a second, never two at once, and its stop waits for the round", async () => {
    const rig = await started();
    let rounds = 0;
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const context = {
      ...rig.context,
      stageEvidence: async () => {
        rounds += 1;
        await gate;
        return null;
      },
    };
    const timers = new ManualTimers();
    const stop = startTicking(context, timers, () => {});
    timers.advance(3_000);
    await expect.poll(() => rounds).toBe(1);
    let isStopped = false;
    const stopped = stop().then(() => {
      isStopped = true;
    });
    await Promise.resolve();
    expect(isStopped).toBe(false);
    release();
    await stopped;
    timers.advance(5_000);
    expect(rounds).toBe(1);
  });
});

describe("a process that dies between any two steps", () => {
  it("goes on or holds from the records, and never advances by accident", async () => {
    const file = join(tempDir(), "switchyard.db");
    const open = () => openStore({ file, durability: "strict", workersDir: testWorkersDir });
    let store = await open();
    const rig = await rolloutRig(store);
    const steps: (() => Promise<unknown>)[] = [
      () => start(rig),
      () => tick(rig),
      async () => {
        pass(rig, SOAK_MS);
        return advance(rig);
      },
      () => tick(rig),
      () => decideApproval(rig.context, MORGAN, { id: "1", decision: "approve", reason: null }),
      () => tick(rig),
      async () => {
        pass(rig, MINUTE_MS, { canaryRequests: 0 });
        return tick(rig);
      },
      async () => {
        pass(rig, 1_000, { verdict: "fail" });
        return tick(rig);
      },
      () => tick(rig),
    ];
    const shares: unknown[] = [];
    for (const step of steps) {
      await step();
      await store.close();
      store = await open();
      const active = await store.routeMap.active();
      if (active === null) throw new Error("the active version is gone");
      expect(active.version).toBe(rig.context.active().version);
      Object.assign(rig.context, { store });
      shares.push(active.content.aliases[SUPPORT]?.canary?.cohorts);
      expect(await store.audit.verify()).toMatchObject({ brokenAt: null });
    }
    await store.close();
    const [internal, one, none] = [
      { internal: 100, general: 0 },
      { internal: 100, general: 1 },
      { internal: 0, general: 0 },
    ];
    expect(shares).toEqual([internal, internal, internal, internal, one, one, one, none, none]);
  });
});
