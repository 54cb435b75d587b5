import { expect, test } from "vitest";
import { latencyReason } from "@/lib/core/latency-reason";

const found = {
  quantile: 0.95,
  limitMs: 8_000,
  slow: 12,
  total: 2_400,
  logE: -3,
  difference: { value: 140, interval: [-80, 360] as const },
  allowedMs: 600,
  trippedBy: null,
  isUnderLimit: true,
  isNearReference: true,
} as const;

test("every answer is a sentence with its numbers", () => {
  expect(latencyReason(found, "pass", "control")).toBe(
    "12 of 2,400 calls took longer than 8 s; p95 is 140 ms above that of the control group (allowed 600 ms above).",
  );
  expect(latencyReason({ ...found, trippedBy: "e_process", slow: 300 }, "fail", "control")).toBe(
    "300 of 2,400 calls took longer than 8 s: p95 is surely above its limit.",
  );
  expect(latencyReason({ ...found, trippedBy: "comparison", limitMs: null }, "fail", "control")).toBe(
    "p95 is 140 ms above that of the control group (allowed 600 ms above): surely slower.",
  );
  const alone = { ...found, limitMs: null, difference: null, allowedMs: null };
  expect(latencyReason(alone, "not_enough_data", null)).toContain("No latency objective is set");
});
