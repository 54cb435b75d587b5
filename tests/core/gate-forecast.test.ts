import { expect, test } from "vitest";
import { gateForecast } from "@/lib/core/gate-forecast";

const NO_RUN = { run: 0, isPassed: false, fixedLength: null };
const healthy = (minutes: number, total: number) =>
  Array.from({ length: minutes }, (_, minute) => ({ minute, failures: 0, total }));

test("without a request yet: 149 good ones at 2 %, three failures in a row, and no times", () => {
  expect(gateForecast([], { failures: 0, total: 0 }, 0.02, NO_RUN, null)).toEqual({
    requestsNeeded: 149,
    minutesNeeded: null,
    failuresIfBroken: 3,
    secondsIfBroken: null,
  });
});

test("times follow the request rate, and nothing is needed after a pass", () => {
  const forecast = gateForecast(healthy(1, 89), { failures: 0, total: 89 }, 0.02, NO_RUN, 0.5);
  expect(forecast).toMatchObject({ requestsNeeded: 60, minutesNeeded: 2, failuresIfBroken: 4, secondsIfBroken: 8 });
  const passed = { ...NO_RUN, isPassed: true };
  expect(gateForecast([], { failures: 0, total: 200 }, 0.02, passed, 1)).toMatchObject({
    requestsNeeded: 0,
    minutesNeeded: 0,
  });
});

test("failures that came already shorten the run, and a long healthy stage lengthens it", () => {
  const total = { failures: 2, total: 100 };
  const now = [...healthy(1, 98), { minute: 1, failures: 2, total: 2 }];
  expect(gateForecast(now, total, 0.02, { ...NO_RUN, run: 2 }, 1).failuresIfBroken).toBe(1);
  expect(gateForecast(healthy(600, 600), { failures: 0, total: 360_000 }, 0.02, NO_RUN, 10).failuresIfBroken).toBe(7);
});

test("a gate that trips at a fixed count says how many are left", () => {
  const fixed = { ...NO_RUN, fixedLength: 2 };
  expect(gateForecast([], { failures: 1, total: 50 }, 0.02, fixed, 1).failuresIfBroken).toBe(1);
});
