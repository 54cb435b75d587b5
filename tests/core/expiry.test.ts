import { expect, it } from "vitest";
import { isExpired } from "@/lib/core/expiry";

it("a day holds until its last millisecond in UTC", () => {
  expect(isExpired("2026-11-20", Date.parse("2026-11-20T23:59:59.999Z"))).toBe(false);
  expect(isExpired("2026-11-20", Date.parse("2026-11-21T00:00:00.000Z"))).toBe(true);
  expect(isExpired(null, Number.MAX_SAFE_INTEGER)).toBe(false);
});
