import { describe, expect, it } from "vitest";
import { ApprovalAsked } from "@/lib/contract/approval";
import type { Principal } from "@/lib/contract/session";
import { decideApproval } from "@/lib/control/decide-approval";
import { openRolloutOf } from "@/lib/control/open-rollout";
import { readApproval } from "@/lib/control/read-approvals";
import { readOverview } from "@/lib/control/read-overview";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { type ControlRig, LEE, SAM } from "../support/control-rig";
import { SUPPORT } from "../support/resting-content";
import {
  ADA,
  ALEX,
  KIM,
  MINUTE_MS,
  MORGAN,
  pass,
  refusal,
  rolloutRig,
  say,
  setRoles,
  shareOf,
  tick,
} from "../support/rollout-rig";
import { setShare } from "../support/set-share";

/** `general` is at 5 % and every gate passes. */
async function atFivePercent() {
  const rig = await rolloutRig();
  await setShare(rig.context, "general", 5);
  pass(rig, 20 * MINUTE_MS);
  return rig;
}

async function ask(rig: ControlRig, percent = 25, by: Principal = LEE): Promise<string> {
  const ifMatch = rig.context.active().version;
  const order = { alias: SUPPORT, cohort: "general", percent, reason: "5 % was quiet", ifMatch };
  return ApprovalAsked.parse(await shiftCohort(rig.context, by, order)).approval_id;
}

const approve = (rig: ControlRig, id: string, by: Principal = MORGAN) =>
  decideApproval(rig.context, by, { id, decision: "approve", reason: null });
const reject = (rig: ControlRig, id: string, reason: string | null, by: Principal = MORGAN) =>
  decideApproval(rig.context, by, { id, decision: "reject", reason });

describe("an approval", () => {
  it("is asked for when an operator widens more than internal, and nothing moves until it is decided", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    expect([rig.context.active().version, shareOf(rig, "general")]).toEqual([2, 5]);
    const view = await readApproval(rig.context, id);
    expect(view).toMatchObject({
      title: `Shift general of ${SUPPORT} from 5% to 25%`,
      state: "waiting",
      changes: [{ cohort: "general", from_percent: 5, to_percent: 25 }],
      unmet: [],
      moved: [],
      blocked: null,
    });
    expect(view.diff.map(({ label, before, after }) => [label, before, after])).toContainEqual([
      "general canary",
      "5%",
      "25%",
    ]);
  });

  it("is on the first page while it waits, with the way to it", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    const overview = await readOverview(rig.context, "1h");
    expect(overview.headline).toContain("1 approval waiting");
    expect(overview.attention).toContainEqual({
      alias: SUPPORT,
      status: "waiting",
      text: `Lee asks: Shift general of ${SUPPORT} from 5% to 25%`,
      since: new Date(rig.clock.nowMs).toISOString(),
      action: { kind: "open", href: `/approvals/${id}`, label: `Open approval ${id}` },
    });
    await approve(rig, id);
    const after = await readOverview(rig.context, "1h");
    expect(after.running.map(({ text }) => text)).toEqual(["Rollout to comet-chat: stage general 25%, running"]);
  });

  it("takes effect once it is approved, in one version, and a rollout guards the traffic from then on", async () => {
    const rig = await atFivePercent();
    const result = await approve(rig, await ask(rig));
    expect(result).toMatchObject({ state: "approved", route_version: 3, rollout_id: `${SUPPORT}.1` });
    expect([rig.published.at(-1), shareOf(rig, "general")]).toEqual([3, 25]);
    expect(rig.context.active()).toMatchObject({
      author: "Morgan",
      summary: "general 5% → 25%",
      reason: "5 % was quiet",
    });
    const rollout = await openRolloutOf(rig.context, SUPPORT);
    expect(rollout).toMatchObject({
      routeVersion: 3,
      rollout: { state: "running", stageEnteredAtMs: rig.clock.nowMs },
    });
    const { rows } = await rig.store.audit.list({ action: "approval.approved", limit: 5 });
    expect(rows).toMatchObject([{ actor: "morgan@example.com", outcome: "done", route_version: 3 }]);
    expect(await rig.store.audit.verify()).toMatchObject({ brokenAt: null });
  });

  it("the traffic it let in is rolled back by the machine when a gate fails, without anybody", async () => {
    const rig = await atFivePercent();
    await approve(rig, await ask(rig));
    pass(rig, 5_000, { verdict: "fail", canaryRequests: 60 });
    await tick(rig);
    expect(shareOf(rig, "general")).toBe(0);
    expect(rig.context.active()).toMatchObject({ action: "rolled_back", author: "Switchyard", restores: 1 });
    const rollout = await rig.store.control.record("rollout", `${SUPPORT}.1`);
    expect(rollout?.state).toBe("rolled_back");
    const timeline = await rig.store.control.timeline({ kind: "rollout", id: `${SUPPORT}.1`, limit: 10 });
    expect(timeline.map(({ event, actorKind }) => [event, actorKind])).toEqual([
      ["rolled_back", "system"],
      ["stage_entered", "person"],
      ["approved", "person"],
    ]);
  });

  it("is refused to whoever asked, whatever roles they hold", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig, 25, ALEX);
    const { code, message } = await refusal(approve(rig, id, ALEX));
    expect([code, message]).toEqual([
      "forbidden",
      "You asked for this yourself; somebody else with the role approver has to decide.",
    ]);
    expect((await refusal(reject(rig, id, "no, after all", ALEX))).code).toBe("forbidden");
    expect((await approve(rig, id, MORGAN)).state).toBe("approved");
  });

  it("is refused to an admin who is no approver, and to an approver who was demoted meanwhile", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    expect((await refusal(approve(rig, id, ADA))).code).toBe("forbidden");
    await setRoles(rig.store, MORGAN.id, ["viewer"]);
    const { code, message } = await refusal(approve(rig, id, MORGAN));
    expect([code, message]).toEqual([
      "forbidden",
      "Morgan does not hold the role approver any more, so nothing was decided.",
    ]);
    expect([rig.context.active().version, (await readApproval(rig.context, id)).state]).toEqual([2, "waiting"]);
  });

  it("the role is looked at in the transaction itself, not only before it", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    const { people } = rig.store;
    const demotedAfterTheLook = {
      ...rig.context,
      store: {
        ...rig.store,
        people: {
          ...people,
          person: async (personId: string, nowMs: number) => {
            const seen = await people.person(personId, nowMs);
            await setRoles(rig.store, MORGAN.id, ["viewer"]);
            return seen;
          },
        },
      },
    };
    const order = { id, decision: "approve", reason: null } as const;
    expect((await refusal(decideApproval(demotedAfterTheLook, MORGAN, order))).code).toBe("forbidden");
    expect(rig.context.active().version).toBe(2);
  });

  it("a double click has one effect, and the second press is told so", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    const presses = await Promise.allSettled([approve(rig, id), approve(rig, id)]);
    expect(presses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(rig.context.active().version).toBe(3);
    const { code, message } = await refusal(approve(rig, id));
    expect(code).toBe("conflict");
    expect(message).toMatch(/^Approval 1 was approved by you at .+ already\. It took effect once, as v3\.$/);
    expect((await refusal(approve(rig, id, KIM))).message).toContain("approved by Morgan at");
  });

  it("of two approvers who decide at once one wins, and the other is told how it ended", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    const outcomes = await Promise.allSettled([approve(rig, id, MORGAN), reject(rig, id, "not on a Friday", KIM)]);
    const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(lost).toHaveLength(1);
    expect(lost[0].message).toMatch(/^Approval 1 was (approved by Morgan|rejected by Kim) at /);
    const lines = await rig.store.control.timeline({ kind: "approval", id, limit: 10 });
    expect(lines).toHaveLength(2);
  });

  it("is void when another version became active, and says whose change it was", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    const internal = { alias: SUPPORT, cohort: "internal", percent: 10, reason: "more staff", ifMatch: 2 };
    await shiftCohort(rig.context, SAM, internal);
    say(rig);
    const { code, message } = await refusal(approve(rig, id));
    expect([code, message]).toEqual([
      "conflict",
      "This approval is void, because what it was bound to moved: v3 is active instead of v2. " +
        "(Sam: internal 0% → 10%) Nothing was done; it has to be asked for again.",
    ]);
    const after = await refusal(approve(rig, id));
    expect(after.message).toContain("was voided by Switchyard");
    expect(shareOf(rig, "general")).toBe(5);
  });

  it("is void when a gate answers worse, and holds when more traffic only goes on passing", async () => {
    const rig = await atFivePercent();
    const first = await ask(rig);
    pass(rig, 10 * MINUTE_MS, { canaryRequests: 900 });
    expect((await readApproval(rig.context, first)).moved).toEqual([]);
    pass(rig, 1_000, { verdict: "not_enough_data", canaryRequests: 901 });
    const { message } = await refusal(approve(rig, first));
    expect(message).toContain("server_errors said pass and says not enough data now: 0 of 901 requests failed");
    expect(shareOf(rig, "general")).toBe(5);
  });

  it("a breach voids it at once, without anybody pressing", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    pass(rig, 1_000, { verdict: "fail" });
    await tick(rig);
    const view = await readApproval(rig.context, id);
    expect(view).toMatchObject({ state: "void", outcome: { by: { name: "Switchyard" } } });
    expect(view.outcome?.text).toContain("server_errors said pass and says fail now");
  });

  it("expires after an hour by itself, and is refused from that moment on", async () => {
    const rig = await atFivePercent();
    const [late, closed] = [await ask(rig), null];
    expect(closed).toBeNull();
    pass(rig, 60 * MINUTE_MS);
    expect((await refusal(approve(rig, late))).message).toMatch(/^Approval 1 expired at .+; ask again\.$/);
    expect((await readApproval(rig.context, late)).state).toBe("expired");
    const second = await ask(rig);
    pass(rig, 61 * MINUTE_MS);
    await tick(rig);
    expect((await readApproval(rig.context, second)).state).toBe("expired");
  });

  it("a rejection takes a reason, changes nothing and cannot be turned round", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig);
    expect((await refusal(reject(rig, id, null))).code).toBe("bad_request");
    expect(await reject(rig, id, "the provider is in maintenance")).toMatchObject({
      state: "rejected",
      route_version: null,
    });
    expect((await refusal(approve(rig, id, KIM))).message).toContain("was rejected by Morgan");
    expect(rig.context.active().version).toBe(2);
  });

  it("is not even asked for while a gate fails, and one request at a time waits for an alias", async () => {
    const rig = await atFivePercent();
    say(rig, { verdict: "fail" });
    expect((await refusal(ask(rig))).message).toBe("40 of 400 requests failed at the server, limit 2%.");
    say(rig);
    await ask(rig);
    expect((await refusal(ask(rig, 10, ALEX))).message).toContain("Lee already asked for an approval");
  });

  it("what is not proved yet is named in the request, and the approver signs for it", async () => {
    const rig = await rolloutRig();
    await setShare(rig.context, "general", 5);
    pass(rig, MINUTE_MS, { verdict: "not_enough_data", canaryRequests: 12 });
    const id = await ask(rig);
    const view = await readApproval(rig.context, id);
    expect(view.unmet.map(({ check }) => check)).toEqual(["soak", "sufficiency"]);
    expect(view.not_covered).toContain("0 of 12 requests failed at the server, limit 2%.");
    expect((await approve(rig, id)).route_version).toBe(3);
  });

  it("every refused decision is in the audit trail", async () => {
    const rig = await atFivePercent();
    const id = await ask(rig, 25, ALEX);
    await refusal(approve(rig, id, ALEX));
    const { rows } = await rig.store.audit.list({ action: "action.refused", limit: 5 });
    expect(rows).toMatchObject([
      {
        actor: "alex@example.com",
        object: `approval:${id}`,
        after: { attempted: "approval.approved", code: "forbidden" },
      },
    ]);
  });
});
