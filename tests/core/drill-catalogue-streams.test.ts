import { expect, it } from "vitest";
import { STREAM_DRILLS } from "@/lib/core/drill-catalogue-streams";

it("every stream drill streams under its fault", () => {
  for (const { steps, needs } of Object.values(STREAM_DRILLS)) {
    const broken = steps.filter(({ action }) => "fault" in action);
    expect(broken.map(({ action }) => action.kind === "send" && action.shapes)).toEqual([["streamed"]]);
    expect(needs).toContain("streaming");
  }
});
