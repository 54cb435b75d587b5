import { expect, it } from "vitest";
import { calledAttempts } from "@/lib/core/drill-facts";
import { attempt, seen } from "./drill-fixture";

it("candidates that were passed over are no calls", () => {
  const skipped = attempt({ state: "skipped" });
  expect(calledAttempts(seen({ attempts: [skipped, attempt()] }))).toHaveLength(1);
});
