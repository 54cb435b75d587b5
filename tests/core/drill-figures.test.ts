import { expect, it } from "vitest";
import { chartCsv, examplesOf, figuresByRoute, totalsOf } from "@/lib/core/drill-figures";
import { attempt, seen } from "./drill-fixture";

const failed = attempt({
  state: "failed",
  errorClass: "transport_timeout",
  inputTokens: null,
  outputTokens: null,
  cost: null,
});
const rescued = seen({ attempts: [failed, attempt({ route: "two", purpose: "fallback", latencyMs: 40 })] });

it("figures are kept apart by route and version, with exact percentiles", () => {
  const plain = [10, 20, 30, 40].map((latencyMs) => seen({ attempts: [attempt({ latencyMs })] }));
  const [one, two] = figuresByRoute([...plain, rescued]);
  expect(one).toMatchObject({
    route: "one",
    attempts: 5,
    served: 4,
    errors: { transport_timeout: 1 },
    p50: 20,
    p95: 40,
  });
  expect(two).toMatchObject({ route: "two", attempts: 1, served: 1, errors: {}, p50: 40 });
  expect(figuresByRoute([seen(), seen({ attempts: [attempt({ routeVersion: 9 })] })])).toHaveLength(2);
});

it("totals count by purpose and class and never invent usage", () => {
  expect(totalsOf([rescued])).toMatchObject({
    requests: 1,
    attempts: 2,
    fallbacks: 1,
    retries: 0,
    timeouts: 1,
    attemptsWithoutUsage: 1,
    cost: 0.002,
  });
  expect(totalsOf([seen({ attempts: [failed] })])).toMatchObject({ inputTokens: null, cost: null });
});

it("chart data is one line an attempt in order of time", () => {
  const late = seen({ attempts: [attempt({ startedAtMs: 2_000 })] });
  expect(chartCsv([late, seen()], (atMs) => `t${atMs}`)).toBe(
    "at,route,route_version,purpose,state,error_class,latency_ms\nt1000,one,8,primary,served,ok,20.0\nt2000,one,8,primary,served,ok,20.0\n",
  );
});

it("examples take what tells something first, then an even spread of the rest", () => {
  const plain = Array.from({ length: 30 }, (_, at) => seen({ sentAtMs: at }));
  const examples = examplesOf([...plain, rescued], 4);
  expect(examples[0]).toBe(rescued);
  expect(examples.slice(1).map(({ sentAtMs }) => sentAtMs)).toEqual([0, 10, 20]);
});
