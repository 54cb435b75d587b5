import { expect, test } from "vitest";
import { TRIP_LOG_E } from "@/lib/core/gate-alpha";
import { rateTrip } from "@/lib/core/rate-trip";
import { arm, evidenceOf, outcomes, span } from "./gate-fixture";

test("a fault after healthy hours trips by evidence and names the minute it began", () => {
  const hours = Array.from({ length: 180 }, (_, minute) => span(minute, arm(300, { timeouts: 1 })));
  const trip = rateTrip("timeouts", 0.01, evidenceOf([...hours, span(180, arm(300, { timeouts: 60 }))]));
  expect(trip.trippedBy).toBe("e_process");
  expect(trip.logE).toBeGreaterThan(TRIP_LOG_E);
  expect(trip.sinceMinute).toBe(180);
});

test("a large difference to the control group that is small against the limit stops nothing", () => {
  const evidence = evidenceOf([span(0, arm(200_000, { server_errors: 240 }), arm(200_000, { server_errors: 40 }))]);
  const trip = rateTrip("server_errors", 0.02, evidence);
  expect(trip.comparison?.p).toBeLessThan(1e-9);
  expect(trip.trippedBy).toBeNull();
  expect(trip.isWorse(0.05)).toBe(false);
});

test("other cohorts are no control group: rates are not tested against them", () => {
  const evidence = evidenceOf([span(0, arm(5_000, { server_errors: 60 }))], { comparedWith: "other_cohorts" });
  expect(rateTrip("server_errors", 0.02, evidence)).toMatchObject({ comparison: null, trippedBy: null });
});

test("the run counts the newest failures only", () => {
  const recent = [...outcomes(2, ["timeouts"]), ...outcomes(1, []), ...outcomes(5, ["timeouts"])];
  const trip = rateTrip("timeouts", 0.01, evidenceOf([span(0, arm(2_000, { timeouts: 7 }))], { recent }));
  expect(trip).toMatchObject({ run: 2, trippedBy: null });
});
