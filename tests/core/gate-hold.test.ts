import { expect, test } from "vitest";
import type { ArmCounts } from "@/lib/core/gate";
import { allowedAction } from "@/lib/core/gate-hold";
import { arm, evidenceOf, span } from "./gate-fixture";

const count = ({ failures, calls }: ArmCounts) => ({ failures: failures.timeouts, total: calls });
const bad = arm(40, { timeouts: 30 });

test("only what moves traffic can become a hold", () => {
  const target = { route: "openai-chat", status: "failing", why: "Its breaker is open." } as const;
  const evidence = evidenceOf([span(0, bad)], { target });
  expect(allowedAction("hold", evidence, 0, count, 0.01)).toEqual({ action: "hold", heldBecause: null });
  expect(allowedAction("step_down", evidence, 0, count, 0.01).action).toBe("hold");
  expect(allowedAction("roll_back", evidence, 0, count, 0.01).action).toBe("hold");
});

test("an unknown target does not keep traffic on a canary that surely fails", () => {
  const target = { route: "openai-chat", status: "unknown", why: "No stable calls." } as const;
  const evidence = evidenceOf([span(0, bad, arm(0))], { target });
  expect(allowedAction("roll_back", evidence, 0, count, 0.01)).toEqual({ action: "roll_back", heldBecause: null });
});

test("what stable suffered before the canary began to fail does not count", () => {
  const evidence = evidenceOf([span(0, arm(40), arm(400, { timeouts: 300 })), span(1, bad, arm(400))]);
  expect(allowedAction("roll_back", evidence, 1, count, 0.01).action).toBe("roll_back");
  expect(allowedAction("roll_back", evidence, 0, count, 0.01).action).toBe("hold");
});
