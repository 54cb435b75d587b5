import { describe, expect, it } from "vitest";
import { ApprovalAsked } from "@/lib/contract/approval";
import { activateVersion } from "@/lib/control/activate-version";
import { checkDraft } from "@/lib/control/check-draft";
import { decideApproval } from "@/lib/control/decide-approval";
import { draftVersion } from "@/lib/control/draft-version";
import { openRolloutOf } from "@/lib/control/open-rollout";
import { readApproval } from "@/lib/control/read-approvals";
import { readRouteMapVersions } from "@/lib/control/read-route-map";
import { routeMapYaml } from "@/lib/control/route-map-yaml";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { startRollout } from "@/lib/control/start-rollout";
import { type ControlRig, LEE, SAM } from "../support/control-rig";
import { SUPPORT } from "../support/resting-content";
import { ALEX, KIM, MINUTE_MS, MORGAN, pass, refusal, rolloutRig, say, shareOf, tick } from "../support/rollout-rig";
import { setShare } from "../support/set-share";

const REASON = "a reviewed change";

/** Writes a draft of the active map with some texts replaced. */
async function draft(rig: ControlRig, ...changes: readonly (readonly [string, string])[]): Promise<number> {
  const yaml = changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the map has no ${from}`);
    return text.replace(from, to);
  }, routeMapYaml(rig.context.active().content));
  return (await draftVersion(rig.context, LEE, { yaml, reason: REASON, ifMatch: null })).route_version;
}

const activate = (rig: ControlRig, version: number, by = LEE) =>
  activateVersion(rig.context, by, { version, reason: REASON, ifMatch: rig.context.active().version });

const ask = async (rig: ControlRig, version: number, by = LEE) =>
  ApprovalAsked.parse(await activate(rig, version, by)).approval_id;

const approve = (rig: ControlRig, id: string, by = MORGAN) =>
  decideApproval(rig.context, by, { id, decision: "approve", reason: null });

const EXPOSED = ["general: 0", "general: 5"] as const;

describe("a draft that exposes more than internal", () => {
  it("is asked for, and comes into force as it is when it is approved, guarded by a rollout from then on", async () => {
    const rig = await rolloutRig();
    const version = await draft(rig, EXPOSED, ["owner: team-support", "owner: team-care"]);
    const id = await ask(rig, version);
    expect(rig.context.active().version).toBe(1);
    const view = await readApproval(rig.context, id);
    expect(view).toMatchObject({
      alias: SUPPORT,
      proposal: { kind: "activate", version, section_hash: (await rig.store.routeMap.version(version))?.content_hash },
      changes: [{ cohort: "general", from_percent: 0, to_percent: 5 }],
      moved: [],
      blocked: null,
    });
    expect(view.diff.map(({ label }) => label)).toContain("owner");
    expect(view.not_covered).toContain("Nobody uses the canary yet, so there is no evidence at all.");
    const result = await approve(rig, id);
    expect(result).toMatchObject({ state: "approved", route_version: version, rollout_id: `${SUPPORT}.1` });
    expect([rig.published.at(-1), shareOf(rig, "general")]).toEqual([version, 5]);
    expect(await rig.store.routeMap.versions(null, 10)).toHaveLength(2);
    expect((await readRouteMapVersions(rig.context, { limit: 1 })).versions[0]?.approved_by).toBe("Morgan");
    const rollout = await openRolloutOf(rig.context, SUPPORT);
    expect(rollout).toMatchObject({ routeVersion: version, rollbackVersion: 1, rollout: { state: "running" } });
    pass(rig, MINUTE_MS, { verdict: "fail", canaryRequests: 60 });
    await tick(rig);
    expect([shareOf(rig, "general"), rig.context.active().restores]).toEqual([0, 1]);
    expect(await rig.store.audit.verify()).toMatchObject({ brokenAt: null });
  });

  it("takes one press, however often it is sent, and never that of whoever asked", async () => {
    const rig = await rolloutRig();
    const id = await ask(rig, await draft(rig, EXPOSED), ALEX);
    expect((await refusal(approve(rig, id, ALEX))).message).toContain("You asked for this yourself");
    const presses = await Promise.allSettled([approve(rig, id), approve(rig, id, KIM)]);
    expect(presses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await refusal(approve(rig, id))).message).toContain("It took effect once, as v2.");
    expect(await rig.store.routeMap.activeNumber()).toBe(2);
  });

  it("is void when another version came into force meanwhile", async () => {
    const rig = await rolloutRig();
    const id = await ask(rig, await draft(rig, EXPOSED));
    await shiftCohort(rig.context, SAM, { alias: SUPPORT, cohort: "internal", percent: 5, reason: REASON, ifMatch: 1 });
    expect((await refusal(approve(rig, id))).message).toContain("v3 is active instead of v1. (Sam: internal 0% → 5%)");
    expect((await readApproval(rig.context, id)).state).toBe("void");
    expect(shareOf(rig, "general")).toBe(0);
  });

  it("is not even asked for while a gate fails, and is void when one fails afterwards", async () => {
    const rig = await rolloutRig();
    await setShare(rig.context, "general", 5);
    say(rig, { verdict: "fail" });
    const version = await draft(rig, ["general: 5", "general: 25"]);
    expect((await refusal(activate(rig, version))).message).toContain("40 of 400 requests failed");
    say(rig);
    const id = await ask(rig, version);
    say(rig, { verdict: "fail" });
    expect((await refusal(approve(rig, id))).message).toContain("server_errors said pass and says fail now");
    expect(shareOf(rig, "general")).toBe(5);
  });

  it("has to be rehearsed still when it is decided: the proof of a drill ends", async () => {
    const rig = await rolloutRig();
    rig.clock.nowMs += 24 * 60 * MINUTE_MS - 30 * MINUTE_MS;
    const id = await ask(rig, await draft(rig, EXPOSED));
    rig.clock.nowMs += 40 * MINUTE_MS;
    const refused = await refusal(approve(rig, id));
    expect(refused.message).toContain("going back to v1 was never exercised");
    expect(refused.details).toMatchObject({ href: expect.stringContaining("/drills?drill=cutover-and-rollback") });
    expect((await readApproval(rig.context, id)).state).toBe("waiting");
  });

  it("is refused for an alias that is being rolled out: its stages say what comes next", async () => {
    const rig = await rolloutRig();
    const automation = { advance: false, hold: true, step_down: true, roll_back: true };
    await startRollout(rig.context, LEE, { alias: SUPPORT, reason: REASON, automation, ifMatch: 1 });
    const refused = await refusal(activate(rig, await draft(rig, EXPOSED)));
    expect(refused.message).toContain(`${SUPPORT} is being rolled out (${SUPPORT}.1)`);
  });

  it("counts another canary route, and other callers in an exposed cohort, as more", async () => {
    const rig = await rolloutRig();
    await setShare(rig.context, "general", 5);
    say(rig);
    const yaml = routeMapYaml(rig.context.active().content);
    const needs = async (text: string) => (await checkDraft(rig.context, { yaml: text })).needs_approval;
    expect(await needs(yaml.replace("owner: team-support", "owner: team-care"))).toBeNull();
    expect(await needs(yaml.replace("general: 5", "general: 1"))).toBeNull();
    expect(await needs(yaml.replace("general: 5", "general: 6"))).toContain("would expose general more than now");
    expect(await needs(yaml.replace("staff-tools", "all-apps"))).toContain("would expose");
  });
});
