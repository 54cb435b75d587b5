import { expect, it } from "vitest";
import { giveRollbackReason } from "@/lib/control/give-rollback-reason";
import { readRollback } from "@/lib/control/read-rollback";
import { rollBack } from "@/lib/control/roll-back";
import { rollBackMap } from "@/lib/control/roll-back-map";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { verifyRollbacks } from "@/lib/control/verify-rollback";
import { controlRig, LEE, SAM } from "../support/control-rig";
import { recordRequest } from "../support/record-request";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

async function shifted() {
  const store = await tempStore();
  const plane = await controlRig(store, restingContent(), START_MS);
  const shift = { alias: SUPPORT, cohort: "internal", percent: 25, reason: "one step", ifMatch: 1 };
  await shiftCohort(plane.context, LEE, shift);
  const traffic = async (count: number, routeVersion: number, atMs: number, isFailed = false) => {
    const arm = routeVersion === 2 ? "canary" : "stable";
    const route = routeVersion === 2 ? "comet-chat" : "openai-chat";
    const request = { alias: SUPPORT, cohort: "internal", arm, routeVersion, route, isFailed } as const;
    for (let index = 0; index < count; index += 1) await recordRequest(store, { ...request, atMs: atMs + index });
  };
  const round = (startedAtMs = START_MS) => verifyRollbacks(plane.context, startedAtMs);
  const states = async (id: string) =>
    (await readRollback(plane.context, id)).checks.map(({ check, state, after_ms }) => [check, state, after_ms]);
  return { store, ...plane, traffic, round, states };
}

it("a rollback is verified by itself: each check with the time it took, pending until it is true", async () => {
  const plane = await shifted();
  await plane.traffic(5, 2, START_MS - 2_000, true);
  const { verification_id: id, took_ms: tookMs } = await rollBack(plane.context, SAM, { alias: SUPPORT });
  expect(await readRollback(plane.context, id)).toMatchObject({
    state: "running",
    abandoned_version: 2,
    route_version: 3,
    restores: 1,
    took_ms: tookMs,
    in_force_at: new Date(START_MS).toISOString(),
    abandoned_routes: [],
    reason: null,
  });
  plane.gatewayState.loads = [
    { alias: SUPPORT, version: 2, inFlight: 2, waiting: 1 },
    { alias: SUPPORT, version: 3, inFlight: 9, waiting: 0 },
    { alias: "internal-triage-v1", version: 2, inFlight: 4, waiting: 0 },
  ];
  plane.clock.nowMs += 500;
  await plane.round();
  expect(await plane.states(id)).toEqual([
    ["new_requests", "pending", null],
    ["in_flight", "pending", null],
    ["queued_retries", "pending", null],
    ["connections", "passed", 500],
    ["charts_split", "pending", null],
    ["error_rate", "pending", null],
  ]);
  plane.gatewayState.loads = [];
  await plane.traffic(40, 3, START_MS + 600);
  plane.clock.nowMs += 500;
  await plane.round();
  expect((await plane.states(id)).map(([, state]) => state)).toEqual(
    [..."ppppp"].map(() => "passed").concat("pending"),
  );
  plane.clock.nowMs += 10_000;
  await plane.round();
  const verified = await readRollback(plane.context, id);
  expect(verified.state).toBe("verified");
  expect(verified.sentence).toBe("All 6 checks hold, 11 s after it was in force.");
  expect(verified.checks.map((view) => view.after_ms)).toEqual([1_000, 1_000, 1_000, 500, 1_000, 11_000]);
  expect(verified.timeline.map(({ event }) => event)).toEqual([
    "rolled_back",
    "in_force",
    ...Array.from({ length: 6 }, () => "check_passed"),
    "verified",
  ]);
  const told = (await plane.events()).flatMap((event) => (event.type === "rollback" ? [event.rollback.state] : []));
  expect(told).toEqual(["running", "running", "running", "verified"]);
});

it("a request that started afterwards on the abandoned version fails it, with the figure", async () => {
  const plane = await shifted();
  const { verification_id: id } = await rollBack(plane.context, SAM, { alias: SUPPORT });
  await plane.traffic(1, 2, START_MS + 1);
  plane.clock.nowMs += 250;
  await plane.round();
  const failed = await readRollback(plane.context, id);
  expect(failed.state).toBe("failed");
  expect(failed.sentence).toContain("1 request that started afterwards went by v2 or older");
});

it("what is still not true when the time is up is named", async () => {
  const plane = await shifted();
  const { verification_id: id } = await rollBack(plane.context, SAM, { alias: SUPPORT });
  plane.clock.nowMs += 300_000;
  await plane.round();
  const failed = await readRollback(plane.context, id);
  expect([failed.state, failed.sentence]).toEqual([
    "failed",
    "Missing after 300 s: new requests use the prior route (no request came since); charts split by version (0 under v3, 0 under older versions); the error rate is back to normal (0 of 30 ended requests it takes (normal 0.5%)).",
  ]);
});

it("a process that ended during the rollback leaves a verification that says so and goes on", async () => {
  const plane = await shifted();
  const { control } = plane.store;
  const { verification_id: id } = await rollBack(plane.context, SAM, { alias: SUPPORT });
  const kept = await control.record("rollback_verification", id);
  if (kept === null) throw new Error("the verification was not kept");
  const body = { ...(kept.body as object), in_force_at: null, took_ms: null };
  const { kind, subject, state, routeVersion, revision } = kept;
  await control.commit({
    atMs: START_MS,
    routing: null,
    records: [{ kind, id, subject, state, routeVersion, baseRevision: revision, body }],
    timeline: [],
    audit: null,
  });
  plane.clock.nowMs += 60_000;
  await plane.round(START_MS + 59_000);
  const view = await readRollback(plane.context, id);
  expect(view).toMatchObject({
    in_force_at: new Date(START_MS + 59_000).toISOString(),
    took_ms: null,
    state: "running",
  });
  expect(view.timeline.at(-1)?.text).toBe(
    "The server ended during the rollback and continues: v3 is in force since it started again",
  );
});

it("a reason given afterwards is kept, in the timeline and in the audit trail", async () => {
  const plane = await shifted();
  const { verification_id: id } = await rollBack(plane.context, SAM, { alias: SUPPORT });
  const view = await giveRollbackReason(plane.context, LEE, { verification_id: id, reason: "timeouts on comet-chat" });
  expect(view).toMatchObject({ reason: "timeouts on comet-chat", reason_by: "Lee", state: "running" });
  expect(view.timeline.at(-1)?.text).toBe("Lee said why: timeouts on comet-chat");
  const [row] = (await plane.store.audit.list({ limit: 1 })).rows;
  expect(row).toMatchObject({
    action: "rollback.explained",
    object: `rollback:${id}`,
    reason: "timeouts on comet-chat",
  });
  expect(await plane.store.audit.verify()).toMatchObject({ brokenAt: null });
});

it("a rollback of the whole map brings every alias back, keeps one verification, and presses once", async () => {
  const plane = await shifted();
  const result = await rollBackMap(plane.context, SAM, { to_version: 1, reason: "back to the start" });
  expect(result).toMatchObject({ route_version: 3, restores: 1 });
  expect(plane.context.active()).toMatchObject({ alias: null, action: "rolled_back", restores: 1 });
  const first = await plane.store.routeMap.version(1);
  expect(plane.context.active().content).toEqual(first?.content);
  expect(await readRollback(plane.context, result.verification_id)).toMatchObject({
    is_whole_map: true,
    aliases: [SUPPORT],
    reason: "back to the start",
    reason_by: "Sam",
  });
  await expect(rollBackMap(plane.context, SAM, { to_version: 1 })).rejects.toThrow(
    "Every alias already routes as in v1; nothing would change.",
  );
  await expect(rollBackMap(plane.context, SAM, { to_version: 3 })).rejects.toThrow("v3 is the active version");
  await expect(rollBackMap(plane.context, SAM, { to_version: 9 })).rejects.toThrow("There is no v9 to go back to");
});
