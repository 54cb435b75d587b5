import type { CanaryView, RouteHealth } from "@/lib/contract/canary";
import type { Percentiles, Status } from "@/lib/contract/common";
import type { AliasSummary, Overview } from "@/lib/contract/overview";
import type { SessionView } from "@/lib/contract/session";
import type { AliasTraffic, TrafficFigures, TrafficGroup, TrafficPoint } from "@/lib/contract/traffic";

const MINUTE_MS = 60_000;
const STRIP_MINUTES = 60;

/** The moment the fixtures are about: six minutes after a shift made an alias fail. */
export const FIXTURE_NOW_MS = Date.parse("2026-11-20T02:17:52.000Z");

export const SESSION: SessionView = {
  principal: { kind: "person", id: "p-sam", name: "Sam", email: "sam@example.com", roles: ["operator"] },
  environment: "production",
  instance_count: 1,
  active_version: 42,
  public_url: "http://127.0.0.1:3000",
};

/** A repeatable wobble between 0 and 1, so that bars and lines look measured. */
export function wobble(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}

const iso = (atMs: number) => new Date(atMs).toISOString();

export function percentiles(p50: number, p95: number, p99: number, count: number): Percentiles {
  return { p50, p95, p99, count };
}

export const NO_PERCENTILES: Percentiles = { p50: null, p95: null, p99: null, count: 0 };

export function trafficFigures(overrides: Partial<TrafficFigures> = {}): TrafficFigures {
  return {
    requests: 10_000,
    failed_requests: 30,
    attempts: 10_100,
    failed_attempts: 60,
    errors: { ok: 10_040, transport_timeout: 40, server_error: 20 },
    latency_ms: percentiles(1_050, 2_100, 4_400, 10_000),
    time_to_first_token_ms: percentiles(240, 410, 700, 8_000),
    retries: 60,
    fallbacks: 12,
    timeouts: 40,
    malformed: 0,
    slow: 11,
    input_tokens: 8_200_000,
    output_tokens: 1_640_000,
    cost: 12.4,
    ...overrides,
  };
}

interface PointShape {
  readonly attempts: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly latencyMs: Percentiles;
}

function point(atMs: number, { attempts, errors, latencyMs }: PointShape): TrafficPoint {
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  return {
    at: iso(atMs),
    attempts,
    requests: attempts,
    failed_requests: Math.round(failed / 2),
    errors: { ...errors },
    latency_ms: latencyMs,
    time_to_first_token_ms: percentiles(240, 410, 700, attempts),
  };
}

export function trafficGroup(overrides: Partial<TrafficGroup>): TrafficGroup {
  return {
    route: null,
    arm: null,
    route_version: null,
    cohort: null,
    totals: trafficFigures(),
    series: [],
    ...overrides,
  };
}

/** An hour in half minutes, ending at `nowMs`: calm until a shift of `general` to 25 % makes the canary route time out. */
export function failingTraffic(by: "arm" | "route", nowMs: number = FIXTURE_NOW_MS): AliasTraffic {
  const bucketMs = MINUTE_MS / 2;
  const toMs = Math.floor(nowMs / bucketMs) * bucketMs;
  const fromMs = toMs - 120 * bucketMs;
  const brokeAtMs = toMs - 14 * bucketMs;
  const times = Array.from({ length: 120 }, (_, index) => fromMs + index * bucketMs);
  const stable = times.map((atMs, index) => point(atMs, stablePoint(index)));
  const canary = times.flatMap((atMs, index) =>
    index < 20 ? [] : [point(atMs, canaryPoint(index, atMs >= brokeAtMs))],
  );
  const names = by === "arm" ? ARM_NAMES : ROUTE_NAMES;
  return {
    alias: "support-summary-v3",
    window: "1h",
    from: iso(fromMs),
    to: iso(toMs),
    bucket_ms: bucketMs,
    data_until: iso(nowMs - 2_000),
    totals: trafficFigures({
      requests: 137_520,
      failed_requests: 4_310,
      latency_ms: percentiles(1_060, 2_400, 9_000, 137_520),
    }),
    previous: trafficFigures({ requests: 130_000, failed_requests: 390 }),
    groups: [
      trafficGroup({ ...names.stable, series: stable, totals: stableTotals() }),
      trafficGroup({ ...names.canary, series: canary, totals: canaryTotals() }),
    ],
    markers: [
      {
        at: iso(fromMs + 22 * bucketMs),
        kind: "shift",
        label: "lee: internal 0% → 100%",
        route_version: 41,
        breaker: null,
      },
      { at: iso(brokeAtMs - 20_000), kind: "shift", label: "lee: general 5% → 25%", route_version: 42, breaker: null },
    ],
  };
}

const ARM_NAMES = { stable: { arm: "stable" as const }, canary: { arm: "canary" as const } };
const ROUTE_NAMES = { stable: { route: "openai-chat" }, canary: { route: "comet-chat" } };

function stablePoint(index: number): PointShape {
  const isLimited = index > 40 && index < 52;
  return {
    attempts: 840 + Math.round(120 * wobble(index)),
    errors: {
      transport_timeout: Math.round(2 * wobble(index + 7)),
      server_error: Math.round(1.4 * wobble(index + 3)),
      ...(isLimited ? { rate_limited: 12 + Math.round(8 * wobble(index + 1)) } : {}),
    },
    latencyMs: percentiles(
      1_000 + 120 * wobble(index),
      2_050 + 280 * wobble(index + 5),
      4_300 + 900 * wobble(index + 9),
      900,
    ),
  };
}

function canaryPoint(index: number, isBroken: boolean): PointShape {
  if (!isBroken) {
    return {
      attempts: 46 + Math.round(9 * wobble(index)),
      errors: wobble(index + 2) > 0.8 ? { server_error: 1 } : {},
      latencyMs: percentiles(
        940 + 150 * wobble(index + 1),
        2_200 + 420 * wobble(index + 4),
        5_000 + 1_100 * wobble(index + 6),
        48,
      ),
    };
  }
  return {
    attempts: 280 + Math.round(30 * wobble(index)),
    errors: {
      transport_timeout: 130 + Math.round(14 * wobble(index)),
      server_error: 22 + Math.round(9 * wobble(index + 2)),
    },
    latencyMs: percentiles(8_600, 29_400, 30_000, 280),
  };
}

function stableTotals(): TrafficFigures {
  return trafficFigures({
    requests: 104_040,
    failed_requests: 312,
    attempts: 105_300,
    failed_attempts: 420,
    errors: { transport_timeout: 128, server_error: 97, rate_limited: 195 },
  });
}

function canaryTotals(): TrafficFigures {
  return trafficFigures({
    requests: 33_480,
    failed_requests: 3_998,
    attempts: 33_500,
    failed_attempts: 4_310,
    errors: { transport_timeout: 3_700, server_error: 598, invalid_output: 12 },
    latency_ms: percentiles(1_900, 30_000, 30_000, 33_480),
    time_to_first_token_ms: { p50: 260, p95: 480, p99: null, count: 12 },
  });
}

function route(name: string, position: RouteHealth["position"], overrides: Partial<RouteHealth> = {}): RouteHealth {
  return {
    route: name,
    provider: name.split("-")[0] ?? name,
    provider_model: "model-large-2026-08",
    position,
    production_eligible: true,
    contract_note: null,
    takes_stable: position !== "canary",
    shared_with: [],
    breaker: { state: "closed", since: null, retry_at: null, cause: null, override: null },
    cooled_until: null,
    needs_owner: false,
    ...overrides,
  };
}

export function canaryView(overrides: Partial<CanaryView> = {}, nowMs: number = FIXTURE_NOW_MS): CanaryView {
  return {
    alias: "support-summary-v3",
    owner: "team-support",
    active_version: 42,
    changed_in_version: 42,
    stable_route: "openai-chat",
    canary_route: "comet-chat",
    actual_window_ms: 5 * MINUTE_MS,
    cohorts: [
      { cohort: "internal", set_percent: 100, actual_percent: 100, requests: 640 },
      { cohort: "general", set_percent: 25, actual_percent: 24.6, requests: 11_340 },
    ],
    routes: [
      route("openai-chat", "primary"),
      route("comet-chat", "canary", {
        breaker: {
          state: "open",
          since: iso(nowMs - 12_000),
          retry_at: iso(nowMs + 8_000),
          cause: "failure rate 56% over 30 s",
          override: null,
        },
      }),
      route("azure-eu", "fallback", { production_eligible: false }),
    ],
    rollback_to: 41,
    rollback_unavailable: null,
    rollback_effect: [
      { cohort: "internal", from_percent: 100, to_percent: 100 },
      { cohort: "general", from_percent: 25, to_percent: 5 },
    ],
    rollback_health: {
      route: "openai-chat",
      state: "healthy",
      summary: "openai-chat: 0.2% of 4,100 calls failed, last served within two minutes",
      warning: null,
    },
    stream_policy: "passthrough",
    objective: { availability: 99.5, latency_p95_ms: 8_000 },
    expires_at: "2027-06-30",
    gates: null,
    ...overrides,
  };
}

/** Sixty minutes of one alias; `badFrom` minutes from the end it turns `badStatus`. */
export function strip(badFrom: number, badStatus: Status, nowMs: number = FIXTURE_NOW_MS): AliasSummary["strip"] {
  const newestMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: STRIP_MINUTES }, (_, index) => {
    const isBad = index >= STRIP_MINUTES - badFrom;
    const requests = 1_500 + Math.round(900 * wobble(index + badFrom));
    return {
      at: iso(newestMs - (STRIP_MINUTES - 1 - index) * MINUTE_MS),
      requests,
      failed: isBad ? Math.round(requests * 0.14) : 2,
      status: isBad ? badStatus : index === 22 ? "degraded" : "healthy",
    };
  });
}

export function aliasSummary(overrides: Partial<AliasSummary> = {}): AliasSummary {
  return {
    alias: "support-summary-v3",
    owner: "team-support",
    status: "failing",
    status_reason: "14.0% of requests fail (normal 0.3%), mostly transport_timeout on comet-chat",
    requests: 137_520,
    requests_per_second: 38.2,
    failed_percent: 14,
    failed_percent_before: 0.3,
    latency_ms: percentiles(1_060, 2_400, 9_000, 137_520),
    latency_objective_ms: 8_000,
    canary: { cohort: "general", set_percent: 25, actual_percent: 24.6 },
    rollback_to: 41,
    strip: strip(7, "failing"),
    ...overrides,
  };
}

export function overview(overrides: Partial<Overview> = {}, nowMs: number = FIXTURE_NOW_MS): Overview {
  return {
    window: "1h",
    at: iso(nowMs),
    data_until: iso(nowMs - 2_000),
    headline: "1 alias failing, 1 degraded, 1 canary running",
    subline: "Everything else is quiet. 215 requests a second, 99.1% answered, v42 active.",
    attention: [
      {
        alias: "support-summary-v3",
        status: "failing",
        text: "14.0% of requests fail (normal 0.3%), mostly transport_timeout on comet-chat, suspect: lee, general 5% → 25% (v42)",
        since: iso(nowMs - 372_000),
        action: { kind: "roll_back", to_version: 41 },
      },
      {
        alias: "internal-triage-v1",
        status: "degraded",
        text: "p95 6.9 s is over its 5 s objective",
        since: iso(nowMs - 660_000),
        action: { kind: "open", href: "/aliases/internal-triage-v1", label: "Open internal-triage-v1" },
      },
    ],
    aliases: [
      aliasSummary({ strip: strip(7, "failing", nowMs) }),
      aliasSummary({
        alias: "internal-triage-v1",
        owner: "team-ops",
        status: "degraded",
        status_reason: "p95 6.9 s is over its 5 s objective",
        requests_per_second: 4.1,
        failed_percent: 1.9,
        failed_percent_before: 0.8,
        latency_ms: percentiles(2_100, 6_900, 9_900, 14_700),
        latency_objective_ms: 5_000,
        canary: { cohort: "general", set_percent: 100, actual_percent: 100 },
        strip: strip(11, "degraded", nowMs),
      }),
      calm("search-answer-v2", 112, 0.1, 1_200, null, nowMs),
      calm("moderation-v1", 61, 0.04, 400, { cohort: "general", set_percent: 5, actual_percent: 4.9 }, nowMs),
      aliasSummary({
        alias: "nightly-digest-v1",
        status: "no_data",
        status_reason: "No requests in the last 60 minutes",
        requests: 0,
        requests_per_second: 0,
        failed_percent: null,
        failed_percent_before: null,
        latency_ms: NO_PERCENTILES,
        canary: null,
        rollback_to: null,
        strip: strip(0, "healthy", nowMs).map((minute) => ({ ...minute, requests: 0, failed: 0, status: "no_data" })),
      }),
    ],
    running: [
      {
        alias: "support-summary-v3",
        text: "comet-chat takes 25% of general, 100% of internal",
        since: iso(nowMs - 443_000),
      },
    ],
    changes: [
      { at: iso(nowMs - 443_000), actor: "lee", text: "support-summary-v3: general 5% → 25%", route_version: 42 },
      { at: iso(nowMs - 1_541_000), actor: "system", text: "breaker of azure-eu closed", route_version: null },
      { at: iso(nowMs - 2_871_000), actor: "mia", text: "moderation-v1: general 1% → 5%", route_version: 41 },
    ],
    ledger: { accepted: 412_806, recorded: 412_804, refused: 0, queue: 2 },
    ...overrides,
  };
}

function calm(
  alias: string,
  perSecond: number,
  failed: number,
  p95: number,
  canary: AliasSummary["canary"],
  nowMs: number,
): AliasSummary {
  return aliasSummary({
    alias,
    status: "healthy",
    status_reason: `${failed}% of requests fail (normal ${failed}%)`,
    requests: perSecond * 3_600,
    requests_per_second: perSecond,
    failed_percent: failed,
    failed_percent_before: failed,
    latency_ms: percentiles(p95 / 2, p95, p95 * 2, perSecond * 3_600),
    canary,
    rollback_to: canary === null ? null : 40,
    strip: strip(0, "healthy", nowMs),
  });
}
