import { expect, it } from "vitest";
import { FAULT_DRILLS } from "@/lib/core/drill-catalogue-faults";

it("whatever breaks the primary ends with the primary back and a whole record", () => {
  for (const { steps } of Object.values(FAULT_DRILLS)) {
    const isBroken = steps.some(({ action }) => "fault" in action);
    expect(steps.some(({ action }) => action.kind === "restore")).toBe(isBroken);
    expect(steps.at(-1)?.id).toBe("record");
  }
});

it("a refused key and a malformed request are never tried a second time", () => {
  for (const id of ["auth-failure", "invalid-request"] as const) {
    const claims = FAULT_DRILLS[id].steps.flatMap(({ expects }) => expects.map(({ kind }) => kind));
    expect(claims).toContain("no_retry_no_fallback");
  }
});
