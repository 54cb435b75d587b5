import { describe, expect, test } from "vitest";
import { goOnLabel } from "@/components/rollouts/go-on-label";
import { RolloutView } from "@/components/rollouts/rollout-view";
import { rolloutQuery } from "@/lib/client/rollout-queries";
import type { RolloutView as Rollout } from "@/lib/contract/rollout";
import { renderConsole, wordsOf } from "../../support/render-console";
import { rolloutView } from "../../support/rollout-view-fixtures";

function page(overrides: Partial<Rollout> = {}): string {
  const rollout = rolloutView(overrides);
  return wordsOf(renderConsole(<RolloutView id={rollout.id} />, { answers: [[rolloutQuery(rollout.id), rollout]] }));
}

describe("the screen of a rollout", () => {
  test("opens with why it stands where it stands, who acts next and how old the evidence is", () => {
    const words = page();
    expect(words).toContain("general 5% for 14 min. 2 of 7 gates need more evidence.");
    expect(words).toContain("Next: Nobody: time and traffic decide.");
    expect(words).toContain("Evidence up to 02:17:50Z");
  });

  test("shows what is set beside what was measured, and what each next stage needs", () => {
    const words = page();
    expect(words).toContain("general 5% 4.8% set 5%");
    expect(words).toContain("general 25% soak 10 min, approval");
  });

  test("names verb and target on every button", () => {
    const words = page();
    for (const label of ["Ask for general 25%", "Pause rollout", "Roll back to v41"]) expect(words).toContain(label);
  });

  test("leads to the approval that waits instead of asking twice", () => {
    const words = page({ approval_id: "7", waiting_for: "approval" });
    expect(words).toContain("Open approval 7");
    expect(words).not.toContain("Ask for general 25%");
  });

  test("over, it offers only what was checked after it", () => {
    const words = page({ state: "rolled_back", waiting_for: null, checks: [], verification_id: "rb-0123456789ab" });
    expect(words).toContain("Open the verification");
    expect(words).not.toContain("Pause rollout");
    expect(words).not.toContain("Roll back to v41");
  });

  test("tells people from the machine", () => {
    const words = page();
    expect(words).toContain("machine No request used the canary.");
    expect(words).toContain("lee@example.com Started.");
  });
});

test("going on is asked for, taken or started; paused or at the end there is nothing to order", () => {
  const { stages } = rolloutView();
  const approved = stages.map((stage) => ({ ...stage, is_approved: true }));
  expect(goOnLabel({ state: "running", stage_index: 1, stages })).toBe("Ask for general 25%");
  expect(goOnLabel({ state: "running", stage_index: 1, stages: approved })).toBe("Advance to general 25%");
  expect(goOnLabel({ state: "ready", stage_index: -1, stages: approved })).toBe("Start with general 25%");
  expect(goOnLabel({ state: "paused", stage_index: 1, stages })).toBeNull();
  expect(goOnLabel({ state: "running", stage_index: 3, stages: stages.slice(0, 2) })).toBeNull();
});
