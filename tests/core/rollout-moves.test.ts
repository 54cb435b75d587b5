import { expect, it } from "vitest";
import { advanced, completed, enterStage, moved, refused } from "@/lib/core/rollout-moves";
import { facts, NOW_MS, rolloutAt } from "./rollout-fixture";

it("a stage is entered with its soak from now, without its hold, and approvals only ever grow", () => {
  const held = rolloutAt({ approvedThrough: 5, hold: { code: "traffic", text: "none", sinceMs: 1 } });
  expect(enterStage(held, 3, NOW_MS + 7)).toMatchObject({
    stageIndex: 3,
    stageEnteredAtMs: NOW_MS + 7,
    approvedThrough: 5,
    hold: null,
  });
  expect(enterStage(rolloutAt(), 4, NOW_MS).approvedThrough).toBe(4);
});

it("the next stage sets every share up to it; completing sets none", () => {
  expect(advanced(rolloutAt(), 3, facts())).toMatchObject({
    effects: [{ kind: "set_shares", shares: { internal: 100, general: 10 } }],
    notes: [{ event: "stage_entered", text: "Entered general 10%." }],
  });
  expect(completed(rolloutAt())).toMatchObject({ rollout: { state: "completed" }, effects: [] });
});

it("a refusal names its condition when there is one", () => {
  expect(refused("No.")).toEqual({ kind: "refused", check: null, text: "No." });
  expect(refused("Wait.", "soak")).toMatchObject({ check: "soak" });
  expect(moved(rolloutAt(), [], []).kind).toBe("moved");
});
