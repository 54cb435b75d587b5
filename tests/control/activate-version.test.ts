import { describe, expect, it } from "vitest";
import type { RouteMapContent } from "@/lib/contract/route-map";
import { activateVersion } from "@/lib/control/activate-version";
import { isRollbackExercised } from "@/lib/control/activation-refusals";
import { checkDraft } from "@/lib/control/check-draft";
import { draftVersion } from "@/lib/control/draft-version";
import { readDrift } from "@/lib/control/read-drift";
import { readRouteMapVersions } from "@/lib/control/read-route-map";
import { ControlRefusal } from "@/lib/control/refusal";
import { routeMapYaml } from "@/lib/control/route-map-yaml";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { controlRig, LEE, SAM } from "../support/control-rig";
import { exerciseRollback } from "../support/exercise-rollback";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
const REASON = "a reviewed change";

async function plane() {
  const store = await tempStore();
  return { store, ...(await controlRig(store, restingContent(), START_MS)) };
}
type Plane = Awaited<ReturnType<typeof plane>>;

async function refusal(work: Promise<unknown>): Promise<ControlRefusal> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (error instanceof ControlRefusal) return error;
  throw new Error(`expected a refusal, got ${JSON.stringify(error)}`);
}

/** The active map as YAML with some texts replaced. */
function edited({ context }: Plane, ...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the map has no ${from}`);
    return text.replace(from, to);
  }, routeMapYaml(context.active().content));
}

const draft = (one: Plane, ...changes: readonly (readonly [string, string])[]) =>
  draftVersion(one.context, LEE, { yaml: edited(one, ...changes), reason: REASON, ifMatch: null });

const activate = ({ context }: Plane, version: number, ifMatch: number | null = context.active().version) =>
  activateVersion(context, SAM, { version, reason: REASON, ifMatch });

const exercise = ({ context }: Plane, version: number, untilMs: number) =>
  exerciseRollback(context, SUPPORT, version, untilMs);

const OWNER = ["owner: team-support", "owner: team-care"] as const;
const EXPOSED = ["general: 0", "general: 5"] as const;

describe("a draft", () => {
  it("becomes a version that is not in force, with its author, its base and what it changes in words", async () => {
    const one = await plane();
    const result = await draft(one, OWNER);
    expect(result).toEqual({
      route_version: 2,
      base_version: 1,
      summary: "owner team-support → team-care, rollback target not set → v1",
      refusals: [],
    });
    expect(one.published).toEqual([]);
    expect(await one.store.routeMap.activeNumber()).toBe(1);
    expect(await one.store.routeMap.version(2)).toMatchObject({
      author: "Lee",
      reason: REASON,
      action: "drafted",
      alias: SUPPORT,
      base_version: 1,
      is_active: false,
      activated_at: null,
    });
    const { rows } = await one.store.audit.list({ limit: 1 });
    expect(rows[0]).toMatchObject({ action: "route_map.drafted", route_version: 2, outcome: "done" });
  });

  it("is refused with every problem at its line, and the refusal is audited", async () => {
    const one = await plane();
    const refused = await refusal(draft(one, ["primary: openai-chat", "primary: nope"]));
    expect([refused.code, refused.isAudited]).toEqual(["bad_request", true]);
    const line =
      edited(one)
        .split("\n")
        .findIndex((text) => text.includes("primary: openai-chat")) + 1;
    expect(refused.details).toMatchObject({ issues: [{ path: `aliases.${SUPPORT}.primary`, line, found: '"nope"' }] });
    expect(await one.store.routeMap.versions(null, 10)).toHaveLength(1);
  });

  it("is refused when it changes nothing, when its base is old, and when it goes back to what never was", async () => {
    const one = await plane();
    expect((await refusal(draft(one))).message).toBe("The draft is the same as v1; nothing was written.");
    const lost = await refusal(draft(one, ["rollback_route_version: null", "rollback_route_version: 7"]));
    expect(lost.details).toMatchObject({
      issues: [{ path: `aliases.${SUPPORT}.rollback_route_version`, found: "v7" }],
    });
    await shiftCohort(one.context, SAM, { alias: SUPPORT, cohort: "internal", percent: 5, reason: REASON, ifMatch: 1 });
    const stale = { yaml: edited(one, OWNER), reason: REASON, ifMatch: 1 };
    expect((await refusal(draftVersion(one.context, LEE, stale))).code).toBe("version_conflict");
  });

  it("keeps an unchanged alias byte for byte when the map is exported and imported", async () => {
    const one = await plane();
    await draft(one, OWNER);
    const kept = (await one.store.routeMap.version(2))?.content;
    expect(kept?.aliases["internal-triage-v1"]).toEqual(restingContent().aliases["internal-triage-v1"]);
    const again = { content: { ...restingContent() }, reason: REASON, ifMatch: null };
    expect((await refusal(draftVersion(one.context, LEE, again))).code).toBe("conflict");
  });

  it("can be checked without being written", async () => {
    const one = await plane();
    const check = await checkDraft(one.context, { yaml: edited(one, EXPOSED) });
    expect(check).toMatchObject({
      base_version: 1,
      problems: [],
      entries: [{ label: "general canary", before: "0%", after: "5%" }, { label: "rollback target" }],
      refusals: [{ rule: "rollback_not_exercised", cohorts: ["general"], rollback_route_version: 1 }],
      needs_approval: `An approver has to decide before it is in force: ${SUPPORT} would expose general more than now.`,
    });
    expect(check.raw).toContain("+        general: 5");
    expect(await checkDraft(one.context, { yaml: "environment: [" })).toMatchObject({ problems: [{ line: 1 }] });
    expect(await one.store.routeMap.versions(null, 10)).toHaveLength(1);
  });

  it("without a salt keeps the one its alias has, and draws one for a new alias", async () => {
    const one = await plane();
    const content: RouteMapContent = restingContent();
    const { salt: _salt, rollback_route_version: _target, ...section } = content.aliases[SUPPORT] ?? {};
    const aliases = { [SUPPORT]: { ...section, owner: "x" }, "another-v1": section };
    await draftVersion(one.context, LEE, { content: { ...content, aliases }, reason: REASON, ifMatch: null });
    const written = (await one.store.routeMap.version(2))?.content.aliases;
    expect(written?.[SUPPORT]).toMatchObject({ salt: "s1", rollback_route_version: 1 });
    expect(written?.["another-v1"]).toMatchObject({
      salt: expect.stringMatching(/^\w{32}$/),
      rollback_route_version: null,
    });
  });
});

describe("activating a draft", () => {
  it("puts it in force for the next request, in one transaction with its audit row, and tells open tabs", async () => {
    const one = await plane();
    await draft(one, OWNER);
    const done = await activate(one, 2);
    expect(done).toMatchObject({ route_version: 2 });
    expect(one.published).toEqual([2]);
    expect(one.context.active()).toMatchObject({ version: 2, is_active: true, activated_by: "sam@example.com" });
    expect(await one.store.routeMap.activeNumber()).toBe(2);
    expect(await one.events()).toMatchObject([{ type: "route_version", route_version: 2, actor: "sam@example.com" }]);
    const { rows } = await one.store.audit.list({ limit: 1 });
    expect(rows[0]).toMatchObject({ action: "route_map.activated", actor: "sam@example.com", route_version: 2 });
    expect(await one.store.audit.verify()).toMatchObject({ brokenAt: null });
  });

  it("428 without a base, 404 for an unknown version, 409 for one that was in force before", async () => {
    const one = await plane();
    await draft(one, OWNER);
    expect((await refusal(activate(one, 2, null))).code).toBe("precondition_required");
    expect((await refusal(activate(one, 9))).code).toBe("not_found");
    await activate(one, 2);
    expect((await refusal(activate(one, 1))).message).toContain("v1 was in force before");
    expect((await refusal(activate(one, 2))).message).toBe("v2 is active already.");
  });

  it("412 with the other's change, for a stale screen and for a draft drawn from an older version", async () => {
    const one = await plane();
    await draft(one, OWNER);
    await shiftCohort(one.context, SAM, { alias: SUPPORT, cohort: "internal", percent: 5, reason: REASON, ifMatch: 1 });
    for (const ifMatch of [1, 3]) {
      const refused = await refusal(activate(one, 2, ifMatch));
      expect(refused.code).toBe("version_conflict");
      expect(refused.details).toMatchObject({ changes: [{ version: 3, author: "Sam", summary: "internal 0% → 5%" }] });
    }
    expect(await one.store.routeMap.activeNumber()).toBe(3);
  });

  it("of two people who press at once one wins, and the other is told so", async () => {
    const one = await plane();
    await draft(one, OWNER);
    await draft(one, ["owner: team-support", "owner: team-desk"]);
    const results = await Promise.allSettled([activate(one, 2, 1), activate(one, 3, 1)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await one.store.routeMap.versions(null, 9)).filter(({ is_active }) => is_active)).toHaveLength(1);
  });

  it("refuses more exposure than internal until a drill has exercised the way back, and only while its proof holds", async () => {
    const one = await plane();
    await draft(one, EXPOSED);
    const refused = await refusal(activate(one, 2));
    expect(refused.message).toBe(
      `${SUPPORT} would expose general more than now, but going back to v1 was never exercised. ` +
        `Run the drill Cutover and rollback on ${SUPPORT} first; until then only internal may be.`,
    );
    expect(refused.details).toMatchObject({ href: `/drills?drill=cutover-and-rollback&alias=${SUPPORT}` });
    expect(await one.store.routeMap.activeNumber()).toBe(1);
    await exercise(one, 1, START_MS + 60_000);
    expect(await isRollbackExercised(one.context, SUPPORT, 1)).toBe(true);
    expect(await isRollbackExercised(one.context, "internal-triage-v1", 1)).toBe(false);
    one.clock.nowMs = START_MS + 60_000;
    expect(await isRollbackExercised(one.context, SUPPORT, 1)).toBe(false);
    one.clock.nowMs = START_MS;
    expect(await activate(one, 2)).toMatchObject({ approval_id: "1" });
  });

  it("does not ask in an environment that turned the rule off; a draft cannot turn it off for itself", async () => {
    const one = await plane();
    await draft(one, EXPOSED, ["exercised_rollback: enforce", "exercised_rollback: off"]);
    expect((await refusal(activate(one, 2))).code).toBe("conflict");
    await draft(one, ["exercised_rollback: enforce", "exercised_rollback: off"]);
    await activate(one, 3);
    await draft(one, EXPOSED);
    expect(await activate(one, 4)).toMatchObject({ approval_id: "1" });
    expect(one.published).toEqual([3]);
  });
});

describe("drift from the configuration file", () => {
  it("is what the file says differently, without what orders move; it becomes a draft and nothing by itself", async () => {
    const one = await plane();
    await shiftCohort(one.context, SAM, { alias: SUPPORT, cohort: "internal", percent: 5, reason: REASON, ifMatch: 1 });
    expect((await readDrift(one.context)).entries).toEqual([]);
    const file = restingContent();
    const section = file.aliases[SUPPORT];
    if (section === undefined) throw new Error("the file has the alias");
    const changed = {
      ...file,
      aliases: { ...file.aliases, [SUPPORT]: { ...section, owner: "team-file", salt: "other" } },
    };
    const context = { ...one.context, fileContent: () => changed };
    expect(await readDrift(context)).toMatchObject({
      active_version: 2,
      entries: [{ label: "owner", before: "team-support", after: "team-file" }],
    });
    const drafted = await draftVersion(context, LEE, { from_file: true, reason: REASON, ifMatch: 2 });
    expect(drafted).toMatchObject({ route_version: 3, summary: "owner team-support → team-file" });
    expect(await one.store.routeMap.activeNumber()).toBe(2);
    expect((await one.store.routeMap.version(3))?.content.aliases[SUPPORT]?.canary?.cohorts.internal).toBe(5);
  });
});

it("says on how many instances each version is live, from what the gateway routes by", async () => {
  const one = await plane();
  await draft(one, OWNER);
  expect(await readRouteMapVersions(one.context, { limit: 5 })).toMatchObject({
    active_version: 1,
    instances: [{ route_version: 1 }],
  });
  await activate(one, 2);
  expect((await readRouteMapVersions(one.context, { limit: 5 })).instances).toMatchObject([{ route_version: 2 }]);
});
