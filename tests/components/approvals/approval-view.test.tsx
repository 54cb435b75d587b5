import { describe, expect, test } from "vitest";
import { ApprovalView } from "@/components/approvals/approval-view";
import { approvalQuery } from "@/lib/client/approval-queries";
import type { ApprovalView as Approval } from "@/lib/contract/approval";
import type { Principal } from "@/lib/contract/session";
import { renderConsole, wordsOf } from "../../support/render-console";
import { approvalView } from "../../support/rollout-view-fixtures";

const KIM: Principal = { kind: "person", id: "p-kim", name: "Kim", email: "kim@example.com", roles: ["approver"] };

function html(overrides: Partial<Approval> = {}, principal: Principal = KIM): string {
  const approval = approvalView(overrides);
  return renderConsole(<ApprovalView id={approval.id} />, {
    answers: [[approvalQuery(approval.id), approval]],
    principal,
  });
}
const page = (overrides: Partial<Approval> = {}, principal: Principal = KIM) => wordsOf(html(overrides, principal));

describe("the screen of an approval", () => {
  test("says who asks for what and why, what it rests on, what it moves and how fast back is", () => {
    const words = page();
    expect(words).toContain("Lee asks: general 5% → 25%");
    expect(words).toContain("5% was quiet");
    expect(words).toContain("frozen at 01:58:52Z");
    expect(words).toContain("about 800 requests a minute more use the canary");
    expect(words).toContain("Going back took 18.4 ms");
    expect(words).toContain("canary share of general 5% 25%");
  });

  test("an approver may keep, reject or approve, each with its target", () => {
    const words = page();
    for (const label of ["Keep at 5%", "Reject", "Approve shift to 25%"]) expect(words).toContain(label);
  });

  test("what the evidence does not cover and what is signed for stand apart from it", () => {
    const words = page();
    expect(words).toContain("Approving signs for what was not met when it was asked: 2 of 7 gates need more evidence.");
    expect(words).toContain("Only the 14 min since this stage began.");
  });

  test("whoever asked may not decide, an approver too", () => {
    const lee: Principal = { ...KIM, email: "Lee@example.com" };
    const words = page({}, lee);
    expect(words).toContain("You asked for this yourself");
    expect(words).not.toContain("Approve shift");
  });

  test("without the role there is nothing to press, and it says who can", () => {
    const words = page({}, { ...KIM, roles: ["operator"] });
    expect(words).toContain("Approvers can decide on approvals. You are an operator.");
    expect(words).not.toContain("Approve shift");
  });

  test("what moved or a red gate blocks approving with its sentence", () => {
    expect(page({ moved: ["v43 is active instead of v42."] })).toContain(
      "so it is void: v43 is active instead of v42.",
    );
    expect(page({ blocked: "14 of 180 calls timed out." })).toContain("Not now: 14 of 180 calls timed out.");
    const button = (of: Partial<Approval>) =>
      /aria-disabled="(\w+)"[^>]*>(?:(?!<button).)*Approve shift/s.exec(html(of))?.[1];
    expect(button({ blocked: "red" })).toBe("true");
    expect(button({})).toBe("false");
  });

  test("typing is asked for above half only", () => {
    expect(page()).not.toContain("Type 25");
    const most = { changes: [{ cohort: "general", from_percent: 50, to_percent: 100 }] };
    expect(page(most)).toContain("Type 100 to approve more than half");
  });

  test("one that ended says how, and what moved when it is void", () => {
    const outcome = {
      by: { kind: "system", id: "system", name: "The machine" } as const,
      at: "2026-11-20T02:10:00.000Z",
      text: "v43 is active instead of v42.",
      reason: null,
      route_version: null,
    };
    const words = page({ state: "void", outcome });
    expect(words).toContain("Void, because what it was bound to moved: v43 is active instead of v42.");
    expect(words).toContain("It has to be asked for again");
    expect(words).not.toContain("Approve shift");
  });
});
