import fc from "fast-check";
import { expect, it } from "vitest";
import { type DrillRunEvent, type DrillRunState, drillRunAfter, drillRunSentence, isOver } from "@/lib/core/drill-run";

const events: fc.Arbitrary<DrillRunEvent> = fc.oneof(
  fc.constant<DrillRunEvent>({ kind: "started" }),
  fc.record({ kind: fc.constant("step_passed" as const), step: fc.nat(3), isLast: fc.boolean() }),
  fc.record({ kind: fc.constant("step_failed" as const), step: fc.nat(3) }),
  fc.constant<DrillRunEvent>({ kind: "stop_asked", by: "sam" }),
  fc.constant<DrillRunEvent>({ kind: "real_traffic_degraded", why: "w" }),
  fc.constant<DrillRunEvent>({ kind: "hard_end_reached" }),
  fc.constant<DrillRunEvent>({ kind: "cleaned_up" }),
  fc.constant<DrillRunEvent>({ kind: "process_died" }),
);

const walk = (...steps: DrillRunEvent[]): DrillRunState =>
  steps.reduce(drillRunAfter, { kind: "planned" } as DrillRunState);

it("whatever happens, a run that is over stays as it ended and only a clean-up or a dead process ends it", () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 20 }), (sequence) => {
      let state: DrillRunState = { kind: "planned" };
      for (const event of sequence) {
        const next = drillRunAfter(state, event);
        if (isOver(state)) expect(next).toBe(state);
        else if (isOver(next)) expect(["cleaned_up", "process_died"]).toContain(event.kind);
        state = next;
      }
    }),
  );
});

it("passes after its last step and its clean-up", () => {
  const passed = walk(
    { kind: "started" },
    { kind: "step_passed", step: 0, isLast: false },
    { kind: "step_passed", step: 1, isLast: true },
  );
  expect(passed.kind).toBe("stopping");
  expect(drillRunAfter(passed, { kind: "cleaned_up" })).toEqual({ kind: "passed" });
});

it("keeps the first reason to end", () => {
  const stopping = walk({ kind: "started" }, { kind: "stop_asked", by: "sam" }, { kind: "hard_end_reached" });
  expect(stopping).toEqual({ kind: "stopping", step: 0, end: { kind: "stopped", by: "sam" } });
});

it("a step that is not the present one changes nothing", () => {
  expect(walk({ kind: "started" }, { kind: "step_failed", step: 2 })).toEqual({ kind: "running", step: 0 });
});

it("every end says what happened", () => {
  const titles = ["Preconditions", "Break"];
  expect(drillRunSentence({ kind: "failed", step: 1 }, titles)).toBe("Failed at step 2 of 2 (Break).");
  expect(drillRunSentence({ kind: "interrupted", step: null }, titles)).toContain("nothing was broken");
  expect(drillRunSentence({ kind: "aborted", why: "the hard end was reached" }, titles)).toBe(
    "Aborted: the hard end was reached; every fault was removed.",
  );
});
