import { expect, it } from "vitest";
import { bareSignal } from "@/lib/core/signal";
import { withError, withFinish, withVisible } from "@/lib/core/stream-read";
import { initialStream } from "@/lib/core/stream-reader";

const fresh = initialStream("chat");

it("nothing visible commits nothing", () => {
  expect(withVisible(fresh, 0, false)).toBe(fresh);
  expect(withVisible(fresh, 0, true)).toMatchObject({ isVisible: true, isCommitted: true, textLength: 0 });
  expect(withVisible(withVisible(fresh, 2, false), 3, false).textLength).toBe(5);
});

it("the first error stands, and no finish mends it", () => {
  const failed = withError(fresh, bareSignal({ class: "server_error" }));
  expect(withError(failed, bareSignal({ class: "rate_limited" }))).toBe(failed);
  expect(withFinish(failed, "stop")).toMatchObject({ terminal: "failed", finishReason: "stop" });
  expect(withFinish(fresh, "stop").terminal).toBe("completed");
});
