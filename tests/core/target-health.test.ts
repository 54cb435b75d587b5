import { expect, test } from "vitest";
import { targetHealth } from "@/lib/core/target-health";
import { arm, MINUTE_MS, STAGE_MS, span } from "./gate-fixture";

const NOW = STAGE_MS + 30 * MINUTE_MS;
const stable = (minute: number, calls: number, failed: number) => [
  span(minute, arm(1), arm(calls, { server_errors: failed })),
];
const health = (spans: Parameters<typeof targetHealth>[2], breaker: Parameters<typeof targetHealth>[1] = null) =>
  targetHealth("openai-chat", breaker, spans, NOW).status;

test("an open breaker or a refused key is failing, whatever the calls say", () => {
  expect(health(stable(29, 500, 0), { isOut: true, needsOwner: false })).toBe("failing");
  expect(health(stable(29, 500, 0), { isOut: false, needsOwner: true })).toBe("failing");
  expect(health(stable(29, 500, 0), { isOut: false, needsOwner: false })).toBe("healthy");
});

test("most calls of five minutes failed is failing; a few failures are not", () => {
  expect(health(stable(28, 100, 80))).toBe("failing");
  expect(health(stable(28, 100, 10))).toBe("healthy");
});

test("too few calls, or only old ones, are unknown", () => {
  expect(health(stable(28, 5, 0))).toBe("unknown");
  expect(health(stable(3, 500, 0))).toBe("unknown");
  expect(health([])).toBe("unknown");
});
