import { expect, test } from "vitest";
import { rolloutStatus } from "@/components/rollouts/rollout-status";
import { rolloutsHeadline } from "@/components/rollouts/rollouts-headline";

test("the sentence counts what is open, and of that what failed, stands still or waits", () => {
  expect(rolloutsHeadline([])).toBe("No rollout is open");
  expect(rolloutsHeadline([{ state: "running", waiting_for: "soak" }])).toBe("1 rollout open");
  expect(
    rolloutsHeadline([
      { state: "running", waiting_for: "protection" },
      { state: "paused", waiting_for: "person" },
      { state: "running", waiting_for: "approval" },
    ]),
  ).toBe("3 rollouts open, 1 with a failed gate, 1 standing still, 1 waiting for somebody");
});

test("red is kept for a gate that failed; a rollout that only waits is never red", () => {
  expect(rolloutStatus({ state: "running", waiting_for: "protection" }).status).toBe("failing");
  for (const check of ["soak", "evidence", "traffic", "sample_ratio", "sufficiency", "approval", "person"] as const) {
    expect(rolloutStatus({ state: "running", waiting_for: check }).status).not.toBe("failing");
  }
});
