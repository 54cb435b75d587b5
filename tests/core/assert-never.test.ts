import { expect, it } from "vitest";
import { assertNever } from "@/lib/core/assert-never";

it("names the value that came in from outside the types", () => {
  const unexpected: unknown = "sideways";
  // The cast stands for a caller that is not checked by the compiler.
  expect(() => assertNever(unexpected as never)).toThrow("sideways");
});
