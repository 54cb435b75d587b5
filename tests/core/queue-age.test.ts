import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markQueue, type QueueMarks, queueAgeMs } from "@/lib/core/queue-age";

describe("the age of a queue, from its counters", () => {
  it("is 0 while everything accepted is settled, however much passes through", () => {
    let marks: QueueMarks = [];
    for (let turn = 1; turn <= 20; turn++) marks = markQueue(marks, turn * 100, turn * 100, turn * 250);
    expect(queueAgeMs(marks, 5_000)).toBe(0);
  });

  it("grows while nothing is settled, and falls back to the newer entries once the old ones are", () => {
    let marks = markQueue([], 10, 0, 1_000);
    marks = markQueue(marks, 30, 0, 2_000);
    expect(queueAgeMs(marks, 4_000)).toBe(3_000);
    marks = markQueue(marks, 30, 10, 4_000);
    expect(queueAgeMs(marks, 4_000)).toBe(2_000);
    expect(queueAgeMs(markQueue(marks, 30, 30, 5_000), 5_000)).toBe(0);
  });

  it("a queue that moves is never older than its oldest entry, and remembers a bounded number of moments", () => {
    const turn = fc.record({ added: fc.nat(50), taken: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 300 }), (turns) => {
        let marks: QueueMarks = [];
        const addedAt: number[] = [];
        let settled = 0;
        for (const [index, { added, taken }] of turns.entries()) {
          const nowMs = index * 250;
          for (let n = 0; n < added; n++) addedAt.push(nowMs);
          settled = Math.min(addedAt.length, settled + taken);
          marks = markQueue(marks, addedAt.length, settled, nowMs);
          const oldestAtMs = addedAt[settled];
          const ageMs = queueAgeMs(marks, nowMs);
          expect(ageMs).toBeLessThanOrEqual(oldestAtMs === undefined ? 0 : nowMs - oldestAtMs);
          expect(marks.length).toBeLessThanOrEqual(64);
        }
      }),
    );
  });
});
