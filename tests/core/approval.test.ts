import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ApprovalBinding, bindingText, isSameActor, mayDecide, whatMoved } from "@/lib/core/approval";
import { GATE_ANSWERS } from "@/lib/core/gate";

const BOUND: ApprovalBinding = {
  activeVersion: 7,
  sectionHash: "aa",
  rollout: { id: "support.1", stageIndex: 2, stageEnteredAtMs: 1_000 },
  verdicts: [{ gate: "timeouts", mode: "enforce", verdict: "pass", reason: "0 of 400." }],
};
const LEE = { kind: "person", id: "lee@example.com", name: "Lee", person: "lee@example.com" } as const;
const KIM = { kind: "person", id: "kim@example.com", name: "Kim", person: "kim@example.com" } as const;
const token = (id: string, person: string | null) => ({ kind: "token", id, name: id, person }) as const;

describe("what an approval is bound to", () => {
  it("does not move while only more traffic goes on passing", () => {
    const later = {
      ...BOUND,
      verdicts: [{ ...BOUND.verdicts[0], gate: "timeouts", mode: "enforce", verdict: "pass", reason: "0 of 9,000." }],
    } as const;
    expect(whatMoved(BOUND, later)).toEqual([]);
  });

  it.each([
    ["v8 is active instead of v7.", { activeVersion: 8 }],
    ["What would be put in force is not what was asked for any more.", { sectionHash: "bb" }],
    ["The rollout is in another stage.", { rollout: { id: "support.1", stageIndex: 3, stageEnteredAtMs: 1_000 } }],
    ["The rollout is in another stage.", { rollout: { id: "support.1", stageIndex: 2, stageEnteredAtMs: 2_000 } }],
    ["The rollout is in another stage.", { rollout: null }],
  ])("moves with the version, the proposal or the stage: %s", (sentence, change) => {
    expect(whatMoved(BOUND, { ...BOUND, ...change })).toEqual([sentence]);
  });

  it("moves with an enforced gate exactly when that answers worse than it did", () => {
    const answers = fc.constantFrom(...GATE_ANSWERS);
    fc.assert(
      fc.property(answers, answers, fc.constantFrom("enforce", "warn", "shadow"), (was, is, mode) => {
        const one = (verdict: (typeof GATE_ANSWERS)[number], of: "enforce" | "warn" | "shadow") => ({
          ...BOUND,
          verdicts: [{ gate: "timeouts", mode: of, verdict, reason: "its figures." }],
        });
        const order = ["pass", "not_enough_data", "fail"];
        const isWorse = order.indexOf(is) > order.indexOf(was);
        expect(whatMoved(one(was, "enforce"), one(is, mode)).length > 0).toBe(mode === "enforce" && isWorse);
      }),
    );
  });

  it("a gate that is enforced since then and does not pass is worse too", () => {
    const strict = [...BOUND.verdicts, { gate: "auth", mode: "enforce", verdict: "fail", reason: "2 of 2." } as const];
    expect(whatMoved(BOUND, { ...BOUND, verdicts: strict })).toEqual([
      "auth was not enforced and says fail now: 2 of 2.",
    ]);
  });

  it("is one text for equal facts and another for any that differ", () => {
    expect(bindingText(BOUND, { n: 1 })).toBe(bindingText({ ...BOUND }, { n: 1 }));
    expect(bindingText(BOUND, { n: 1 })).not.toBe(bindingText(BOUND, { n: 2 }));
    expect(bindingText(BOUND, null)).not.toBe(bindingText({ ...BOUND, activeVersion: 8 }, null));
  });
});

describe("who may decide", () => {
  it("not who asked, not somebody without the role; everybody else with it", () => {
    expect(mayDecide(LEE, LEE, true)).toContain("You asked for this yourself");
    expect(mayDecide(LEE, { ...LEE, id: "LEE@Example.com" }, true)).not.toBeNull();
    expect(mayDecide(LEE, KIM, false)).toContain("Kim does not hold the role approver");
    expect(mayDecide(LEE, KIM, true)).toBeNull();
  });

  it("a token decides nothing its maker asked for, nor a person what their token asked for", () => {
    expect(mayDecide(LEE, token("bot", "Lee@example.com"), true)).toBe(
      "bot and Lee are both Lee@example.com; somebody else with the role approver has to decide.",
    );
    expect(mayDecide(token("bot", "lee@example.com"), LEE, true)).toContain("are both lee@example.com");
    expect(mayDecide(token("a", "lee@example.com"), token("b", "lee@example.com"), true)).not.toBeNull();
    expect(mayDecide(LEE, token("bot", "kim@example.com"), true)).toBeNull();
    expect(mayDecide(token("a", "lee@example.com"), token("b", "kim@example.com"), true)).toBeNull();
  });

  it("a token nobody is known to have made decides only what people ask for", () => {
    expect(mayDecide(LEE, token("file-bot", null), true)).toBeNull();
    expect(mayDecide(LEE, token("file-bot", null), false)).toContain("does not hold the role");
    expect(mayDecide(token("other", "lee@example.com"), token("file-bot", null), true)).toContain(
      "what a person asked",
    );
    expect(mayDecide(token("other", null), token("bot", "kim@example.com"), true)).toContain("what a person asked for");
    expect(mayDecide(token("other", null), KIM, true)).toBeNull();
  });

  it("a token and a person of one name are two", () => {
    expect(isSameActor(LEE, { ...LEE, kind: "token" })).toBe(false);
  });
});
