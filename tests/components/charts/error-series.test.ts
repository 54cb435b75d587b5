import { expect, test } from "vitest";
import { errorSeries } from "@/components/charts/error-series";
import { failingTraffic, trafficFigures, trafficGroup } from "../../support/console-fixtures";

const traffic = failingTraffic("route");

test("an hour of half minutes becomes at most sixty bars that start on whole minutes", () => {
  const series = errorSeries(traffic, traffic.groups);
  expect(series.bucketMs).toBe(60_000);
  expect(series.bars.length).toBeLessThanOrEqual(61);
  expect(series.bars.every((bar) => bar.atMs % 60_000 === 0)).toBe(true);
});

test("shares are of the attempts of all given groups together", () => {
  const at = traffic.from;
  const point = {
    requests: 0,
    failed_requests: 0,
    latency_ms: traffic.totals.latency_ms,
    time_to_first_token_ms: traffic.totals.latency_ms,
  };
  const groups = [
    trafficGroup({
      route: "a",
      totals: trafficFigures({ attempts: 60, errors: { server_error: 6 } }),
      series: [{ ...point, at, attempts: 60, errors: { server_error: 6 } }],
    }),
    trafficGroup({
      route: "b",
      totals: trafficFigures({ attempts: 40, errors: { server_error: 4 } }),
      series: [{ ...point, at, attempts: 40, errors: { server_error: 4 } }],
    }),
  ];
  const drawn = errorSeries(traffic, groups).bars.filter((bar) => bar.attempts > 0);
  expect(drawn).toEqual([{ atMs: expect.any(Number), attempts: 100, shares: { server_error: 10 } }]);
});

test("a bucket without attempts is a gap: it has no shares, not shares of zero", () => {
  const quiet = { ...traffic, groups: [] };
  const series = errorSeries(quiet, []);
  expect(series.bars.length).toBeGreaterThan(0);
  expect(series.bars.every((bar) => bar.attempts === 0 && Object.keys(bar.shares).length === 0)).toBe(true);
});

test("classes keep one fixed order, whichever is most frequent", () => {
  const keys = errorSeries(traffic, traffic.groups).totals.map((total) => total.key);
  expect(keys).toEqual(["transport_timeout", "server_error", "rate_limited", "invalid_output"]);
});

test("beyond six classes the rarest are drawn together as other, and none is lost", () => {
  const errors = {
    transport_timeout: 70,
    transport_error: 60,
    server_error: 50,
    rate_limited: 40,
    account_error: 30,
    client_error: 20,
    invalid_output: 2,
    stream_interrupted: 1,
  };
  const { totals } = errorSeries(traffic, [trafficGroup({ totals: trafficFigures({ attempts: 1_000, errors }) })]);
  expect(totals.map((total) => total.key)).toEqual([
    "transport_timeout",
    "transport_error",
    "server_error",
    "rate_limited",
    "account_error",
    "client_error",
    "other",
  ]);
  expect(totals.at(-1)).toEqual({ key: "other", count: 3, percent: 0.3 });
});

test("attempts that served are no failure class", () => {
  const { totals } = errorSeries(traffic, [trafficGroup({ totals: trafficFigures({ errors: { ok: 9_000 } }) })]);
  expect(totals).toEqual([]);
});
