import { expect, it } from "vitest";
import { readRollbacks } from "@/lib/control/read-rollbacks";
import { readRouteMapVersions } from "@/lib/control/read-route-map";
import { rollBack } from "@/lib/control/roll-back";
import { rollBackMap } from "@/lib/control/roll-back-map";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { controlRig, LEE, SAM } from "../support/control-rig";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

/** Shifts and rolls back in turn: one alias alone, then the whole map. */
async function twoRollbacks() {
  const plane = await controlRig(await tempStore(), restingContent(), START_MS);
  const { context, clock } = plane;
  const shift = { alias: SUPPORT, cohort: "internal", percent: 25, reason: "one step" };
  await shiftCohort(context, LEE, { ...shift, ifMatch: 1 });
  clock.nowMs += 1_000;
  const alone = await rollBack(context, SAM, { alias: SUPPORT });
  clock.nowMs += 1_000;
  await shiftCohort(context, LEE, { ...shift, ifMatch: 3 });
  clock.nowMs += 1_000;
  const whole = await rollBackMap(context, SAM, { to_version: 1 });
  return { context, alone: alone.verification_id, whole: whole.verification_id };
}

it("rollbacks are listed newest first, and page by page without losing one", async () => {
  const { context, alone, whole } = await twoRollbacks();
  const all = await readRollbacks(context, { limit: 50 });
  expect(all.rollbacks.map(({ verification_id: id }) => id)).toEqual([whole, alone]);
  expect(all.next_cursor).toBeNull();
  const first = await readRollbacks(context, { limit: 1 });
  expect(first.rollbacks).toHaveLength(1);
  const second = await readRollbacks(context, { limit: 1, cursor: Number(first.next_cursor) });
  expect(second.rollbacks.map(({ verification_id: id }) => id)).toEqual([alone]);
  expect(second.next_cursor).toBeNull();
});

it("a rollback of the whole map belongs to each of its aliases", async () => {
  const { context, alone, whole } = await twoRollbacks();
  const of = async (alias: string) =>
    (await readRollbacks(context, { alias, limit: 50 })).rollbacks.map(({ verification_id: id }) => id);
  expect(await of(SUPPORT)).toEqual([whole, alone]);
  expect(await of("never-configured")).toEqual([]);
});

it("a version that restores names the verification of its rollback; a shift names none", async () => {
  const { context, alone } = await twoRollbacks();
  const { versions } = await readRouteMapVersions(context, { limit: 50 });
  const named = new Map(versions.map(({ version, verification_id: id }) => [version, id]));
  expect([named.get(2), named.get(3)]).toEqual([null, alone]);
});
