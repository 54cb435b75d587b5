import { expect, test } from "vitest";
import { TimeBox } from "@/lib/gateway/time-box";

test("work within its time gives its value, again and again", () => {
  const box = new TimeBox();
  expect(box.run(1_000, () => 1 + 1)).toEqual({ kind: "done", value: 2 });
  expect(box.run(1_000, () => undefined)).toEqual({ kind: "done", value: undefined });
});

test("endless work is stopped, and the next one runs", () => {
  const box = new TimeBox();
  let turns = 0;
  const startedAt = performance.now();
  const stopped = box.run(30, () => {
    for (;;) turns += 1;
  });
  expect(stopped).toEqual({ kind: "expired" });
  expect(turns).toBeGreaterThan(0);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(box.run(1_000, () => "next")).toEqual({ kind: "done", value: "next" });
});

test("work that cannot catch its own end is stopped all the same", () => {
  const stopped = new TimeBox().run(30, () => {
    try {
      for (;;);
    } finally {
      for (;;);
    }
  });
  expect(stopped).toEqual({ kind: "expired" });
});

test("what the work throws is a value", () => {
  const error = new RangeError("too far");
  const thrown = new TimeBox().run(1_000, () => {
    throw error;
  });
  expect(thrown).toEqual({ kind: "failed", error });
});
