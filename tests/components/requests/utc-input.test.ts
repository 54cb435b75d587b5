import { expect, test } from "vitest";
import { fromUtcInput, toUtcInput } from "@/components/requests/utc-input";

test("a moment survives the field in any browser zone, to the second", () => {
  expect(fromUtcInput(toUtcInput("2026-11-20T02:17:41.000Z"))).toBe("2026-11-20T02:17:41.000Z");
});

test("a field without seconds is a whole minute of UTC", () => {
  expect(fromUtcInput("2026-11-20T02:17")).toBe("2026-11-20T02:17:00.000Z");
});

test("an empty or half-filled field is no time", () => {
  expect(fromUtcInput("")).toBeNull();
  expect(fromUtcInput("2026-11-")).toBeNull();
  expect(toUtcInput(null)).toBe("");
});
