import { expect, it } from "vitest";
import { baseline, underFault } from "@/lib/core/drill-steps";

it("the baseline asks in the shape the fault will be met in", () => {
  expect(baseline("streamed").action).toMatchObject({ kind: "send_until_steady", shape: "streamed" });
});

it("a fault comes with the requests that meet it", () => {
  const step = underFault("Primary resets", { kind: "reset" }, [{ kind: "within_deadline" }], { count: 3 });
  expect(step.action).toMatchObject({ kind: "send", count: 3, fault: { kind: "reset" }, reach: "as_routed" });
});
