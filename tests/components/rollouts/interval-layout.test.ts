import { expect, test } from "vitest";
import { intervalLayout } from "@/components/rollouts/interval-layout";
import { gateVerdict } from "../../support/gate-fixtures";

const arm = (value: number, interval: [number, number]) => ({ k: 1, n: 100, value, interval });

test("both arms share one axis, and the limit leaves room to its right", () => {
  const gate = gateVerdict({ canary: arm(0.01, [0.005, 0.02]), stable: arm(0.005, [0.002, 0.01]), limit: 0.02 });
  const layout = intervalLayout(gate);
  expect(layout?.limit).toBeCloseTo(60, 6);
  expect(layout?.canary).toEqual({ at: 30, from: 15, to: 60 });
  expect(layout?.stable?.at).toBeCloseTo(15, 6);
});

test("an arm far beyond the limit ends at the edge and keeps the limit visible", () => {
  const layout = intervalLayout(gateVerdict({ canary: arm(0.9, [0.8, 0.95]), limit: 0.02 }));
  expect(layout?.canary).toEqual({ at: 100, from: 100, to: 100 });
  expect(layout?.limit).toBeCloseTo(100 / 12, 9);
});

test("a cost is one ratio on its axis; without data there is nothing to draw", () => {
  const cost = gateVerdict({ unit: "usd", difference: { value: 1.2, interval: [1, 1.4] }, limit: 1.5 });
  expect(intervalLayout(cost)).toMatchObject({ stable: null, canary: { at: 48 } });
  const empty = { k: 0, n: 0, value: null, interval: null };
  expect(intervalLayout(gateVerdict({ canary: empty }))).toBeNull();
  expect(intervalLayout(gateVerdict({ unit: "usd", difference: null }))).toBeNull();
});
