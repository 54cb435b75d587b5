import { expect, it } from "vitest";
import { bareSignal } from "@/lib/core/signal";

it("a bare signal claims nothing it was not told", () => {
  expect(bareSignal({ class: "invalid_output", detail: "empty" })).toEqual({
    class: "invalid_output",
    detail: "empty",
    httpStatus: null,
    statedWaitMs: null,
    provesNothingRan: false,
    providerMessage: null,
    providerCode: null,
    providerType: null,
    providerParam: null,
    providerRequestId: null,
  });
});
