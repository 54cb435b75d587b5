import { afterAll, describe, expect, test } from "vitest";
import { stageEvidence } from "@/lib/core/e-process";
import { upperBound } from "@/lib/core/exact-bound";
import { TRIP_LOG_E, TRIPWIRE_ALPHA } from "@/lib/core/gate-alpha";
import { tripwireLength } from "@/lib/core/tripwire";
import { seededRandom } from "../support/random-history";

/**
 * The tests that make a rate gate fail, run against simulated stages and looked at after every failure: between two
 * failures neither of them can trip, so a tick sees nothing more. Requests fail independently of each other. The tick
 * itself adds up to one second to the times of the table.
 */
const SOAK_S = 900;
const HEALTHY_SHARE = 0.005;
const LIMIT = 0.02;
/** The three gates that count failed calls, at their default limits: a stage alarms falsely when any of them trips. */
const LIMITS_OF_A_STAGE = [0.02, 0.01, 0.01] as const;
const FALSE_ALARM_STAGES = 20_000;
/** At the limit itself the rate comes nearer to 1 in 1,000, so it takes more stages to tell them apart. */
const STAGES_AT_LIMIT = 60_000;
const DETECTION_STAGES = 1_000;

const table: Record<string, unknown>[] = [];

afterAll(() => {
  const lines = table.map((row) =>
    Object.entries(row)
      .map(([name, value]) => `${name} ${value}`)
      .join(" | "),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
});

describe("false alarms", () => {
  test.each([0.2, 1, 5, 50])(
    "at a true rate of half the limit and %d req/s, fewer than 1 stage in 1,000 trips any gate",
    (ratePerSecond) => {
      const random = seededRandom(ratePerSecond * 10);
      const alarms = countAlarms(
        (limit) => isFalseAlarm(limit, limit / 2, ratePerSecond, random),
        LIMITS_OF_A_STAGE,
        FALSE_ALARM_STAGES,
      );
      expect(reported("three gates, half the limit", ratePerSecond, FALSE_ALARM_STAGES, alarms)).toBeLessThan(0.001);
    },
  );

  test("at a true rate that equals the limit, fewer than 1 stage in 1,000 trips a gate", () => {
    const random = seededRandom(77);
    const alarms = countAlarms((limit) => isFalseAlarm(limit, limit, 1, random), [LIMIT], STAGES_AT_LIMIT);
    expect(reported("one gate, at the limit", 1, STAGES_AT_LIMIT, alarms)).toBeLessThan(0.001);
  });
});

describe("detection", () => {
  test.each([
    [0.2, 0, 20],
    [0.2, 600, 20],
    [1, 0, 10],
    [1, 600, 10],
    [1, 7_200, 10],
    [5, 600, 3],
    [50, 600, 1],
  ])("total failure at %d req/s after %d healthy seconds is found within %d s", (ratePerSecond, healthyS, withinS) => {
    const even = detectionTimes(ratePerSecond, healthyS, 1, "even");
    const random = detectionTimes(ratePerSecond, healthyS, 1, "random");
    table.push({ what: "100 % fail", req_s: ratePerSecond, healthy_s: healthyS, ...summary(even, random) });
    expect(at(even, 1)).toBeLessThanOrEqual(withinS);
    expect(at(random, 0.5)).toBeLessThanOrEqual(withinS);
  });

  test.each([
    [0.2, 0.2, 400],
    [1, 0.2, 90],
    [1, 0.05, 1_100],
    [5, 0.05, 240],
    [50, 0.05, 60],
  ])(
    "at %d req/s a failing share of %d after ten healthy minutes is found within %d s as a rule",
    (ratePerSecond, share, withinS) => {
      const even = detectionTimes(ratePerSecond, 600, share, "even");
      const random = detectionTimes(ratePerSecond, 600, share, "random");
      table.push({ what: `${share * 100} % fail`, req_s: ratePerSecond, healthy_s: 600, ...summary(even, random) });
      expect(at(random, 0.5)).toBeLessThanOrEqual(withinS);
    },
  );
});

/** What a gate knows of a stage, fed request by request in the order they came. */
class Watch {
  private readonly spans: { minute: number; failures: number; total: number }[] = [];
  private failures = 0;
  private total = 0;
  private run = 0;
  private nextLook = 0;

  constructor(private readonly limit: number) {}

  good(minute: number, count: number): void {
    if (count === 0) return;
    this.run = 0;
    this.add(minute, 0, count);
  }

  /** Whether this failure trips the gate. */
  failure(minute: number): boolean {
    this.run += 1;
    this.add(minute, 1, 1);
    if (this.run >= 3 && this.run >= tripwireLength(this.total, this.limit, TRIPWIRE_ALPHA)) return true;
    if (this.failures < this.nextLook) return false;
    const { logE } = stageEvidence(this.spans, this.limit);
    // One failure multiplies the evidence by 1 / limit at most, so the next looks may be unable to find anything.
    const shortfall = TRIP_LOG_E - Math.log(Math.exp(logE) + 1);
    this.nextLook = this.failures + Math.max(1, Math.ceil(shortfall / Math.log(1 / this.limit)));
    return logE >= TRIP_LOG_E;
  }

  private add(minute: number, failures: number, total: number): void {
    this.failures += failures;
    this.total += total;
    const last = this.spans[this.spans.length - 1];
    if (last?.minute === minute) {
      last.failures += failures;
      last.total += total;
    } else this.spans.push({ minute, failures, total });
  }
}

/** Evenly spaced requests; the good ones before each failure are one draw, so a step costs the same at any rate. */
function isFalseAlarm(limit: number, share: number, ratePerSecond: number, random: () => number): boolean {
  const watch = new Watch(limit);
  const perMinute = ratePerSecond * 60;
  const requests = SOAK_S * ratePerSecond;
  const scale = Math.log(1 - share);
  let index = 0;
  for (;;) {
    const failing = index + Math.floor(Math.log(1 - random()) / scale);
    if (failing >= requests) return false;
    while (index < failing) {
      const minute = Math.floor(index / perMinute);
      const until = Math.min(failing, Math.ceil((minute + 1) * perMinute));
      watch.good(minute, until - index);
      index = until;
    }
    if (watch.failure(Math.floor(index / perMinute))) return true;
    index += 1;
  }
}

function countAlarms(isAlarm: (limit: number) => boolean, limits: readonly number[], stages: number): number {
  let alarms = 0;
  for (let stage = 0; stage < stages; stage += 1) if (limits.some(isAlarm)) alarms += 1;
  return alarms;
}

/** The exact 95 % upper bound of the alarm rate, put into the table. */
function reported(what: string, ratePerSecond: number, stages: number, alarms: number): number {
  const bound = upperBound(alarms, stages);
  table.push({ what, req_s: ratePerSecond, stages, alarms, rate_below: Number(bound.toFixed(6)) });
  return bound;
}

/** Seconds from the fault to the trip, sorted; `even` spaces requests and lets the fault begin anywhere between two. */
function detectionTimes(
  ratePerSecond: number,
  healthyS: number,
  failingShare: number,
  arrivals: "even" | "random",
): number[] {
  const random = seededRandom(Math.round(ratePerSecond * 10 + healthyS + failingShare * 1_000));
  const gapS = (): number => (arrivals === "even" ? 1 : -Math.log(1 - random())) / ratePerSecond;
  const stages = Math.min(DETECTION_STAGES, Math.ceil(1_000_000 / ((healthyS + 60) * ratePerSecond)));
  const times: number[] = [];
  while (times.length < stages) {
    const watch = new Watch(LIMIT);
    let atS = random() * gapS();
    for (; ; atS += gapS()) {
      const minute = Math.floor(atS / 60);
      if (random() >= (atS < healthyS ? HEALTHY_SHARE : failingShare)) watch.good(minute, 1);
      else if (watch.failure(minute)) break;
      if (atS > healthyS + 3_600) break;
    }
    if (atS >= healthyS) times.push(atS - healthyS);
  }
  return times.sort((a, b) => a - b);
}

function at(times: readonly number[], quantile: number): number {
  return times[Math.floor(quantile * (times.length - 1))] ?? Number.NaN;
}

function summary(even: readonly number[], random: readonly number[]): Record<string, number> {
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    stages: random.length,
    even_p50_s: round(at(even, 0.5)),
    even_max_s: round(at(even, 1)),
    poisson_p50_s: round(at(random, 0.5)),
    poisson_p95_s: round(at(random, 0.95)),
  };
}
