import { expect, it } from "vitest";
import { ApprovalAsked } from "@/lib/contract/approval";
import { lastRollbackOf } from "@/lib/control/last-rollback";
import { openRolloutOf } from "@/lib/control/open-rollout";
import { readApproval } from "@/lib/control/read-approvals";
import { readRollback } from "@/lib/control/read-rollback";
import { readRollout } from "@/lib/control/read-rollouts";
import { rollBack } from "@/lib/control/roll-back";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { startRollout } from "@/lib/control/start-rollout";
import { LEE } from "../support/control-rig";
import { SUPPORT } from "../support/resting-content";
import { MINUTE_MS, pass, rolloutRig, say, tick } from "../support/rollout-rig";
import { setShare } from "../support/set-share";

const AUTOMATION = { advance: false, hold: true, step_down: true, roll_back: true };

/** A guarded rollout over `general` at 5 %, with gates that pass. */
async function guarded() {
  const rig = await rolloutRig();
  await setShare(rig.context, "general", 5);
  pass(rig, 20 * MINUTE_MS);
  const ifMatch = rig.context.active().version;
  await startRollout(rig.context, LEE, { alias: SUPPORT, reason: "guard it", automation: AUTOMATION, ifMatch });
  const id = (await openRolloutOf(rig.context, SUPPORT))?.id ?? "";
  return { ...rig, id };
}

it("a rollout that the machine rolled back leads to what was checked after it; an open one leads nowhere", async () => {
  const rig = await guarded();
  expect((await readRollout(rig.context, rig.id)).verification_id).toBeNull();
  say(rig, { verdict: "fail" });
  await tick(rig);
  const { state, verification_id: verificationId } = await readRollout(rig.context, rig.id);
  expect(state).toBe("rolled_back");
  expect((await readRollback(rig.context, verificationId ?? "")).aliases).toEqual([SUPPORT]);
});

it("so does one that a person rolled back, and a later roll back of the same alias is not taken for it", async () => {
  const rig = await guarded();
  const first = await rollBack(rig.context, LEE, { alias: SUPPORT });
  await tick(rig);
  rig.clock.nowMs += MINUTE_MS;
  await setShare(rig.context, "internal", 10);
  rig.clock.nowMs += MINUTE_MS;
  const second = await rollBack(rig.context, LEE, { alias: SUPPORT });
  expect(second.verification_id).not.toBe(first.verification_id);
  expect((await readRollout(rig.context, rig.id)).verification_id).toBe(first.verification_id);
  expect((await lastRollbackOf(rig.context, SUPPORT))?.record.id).toBe(second.verification_id);
});

it("an approver reads how long the last roll back of the alias took, and that none was measured", async () => {
  const rig = await rolloutRig();
  const ask = async (percent: number) => {
    const ifMatch = rig.context.active().version;
    const order = { alias: SUPPORT, cohort: "general", percent, reason: "5 % was quiet", ifMatch };
    return ApprovalAsked.parse(await shiftCohort(rig.context, LEE, order)).approval_id;
  };
  await setShare(rig.context, "general", 5);
  pass(rig, 20 * MINUTE_MS);
  const before = await ask(10);
  expect((await readApproval(rig.context, before)).last_rollback).toBeNull();
  const { verification_id: verificationId } = await rollBack(rig.context, LEE, { alias: SUPPORT });
  const measured = (await readApproval(rig.context, before)).last_rollback;
  expect(measured?.verification_id).toBe(verificationId);
  expect(measured?.took_ms).toBeGreaterThan(0);
});
