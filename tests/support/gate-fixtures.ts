import type { GateReport, GateVerdictView } from "@/lib/contract/gates";
import { FIXTURE_NOW_MS } from "./console-fixtures";

const iso = (atMs: number): string => new Date(atMs).toISOString();

/** One gate that has too few calls yet, between two healthy arms. */
export function gateVerdict(overrides: Partial<GateVerdictView> = {}): GateVerdictView {
  return {
    gate: "server_errors",
    mode: "enforce",
    action: "roll_back",
    verdict: "not_enough_data",
    tripped_by: null,
    unit: "share",
    canary: { k: 1, n: 180, value: 1 / 180, interval: [0.001, 0.0308] },
    stable: { k: 2, n: 176, value: 2 / 176, interval: [0.0031, 0.0405] },
    compared_with: "control",
    difference: { value: -0.0058, interval: [-0.0353, 0.0218] },
    limit: 0.02,
    upper_bound: 0.0261,
    evidence: 180 / 236,
    alarm: 0.05,
    forecast: { requests_needed: 56, minutes_needed: 4.2, failures_if_broken: 4, seconds_if_broken: 18 },
    held_because: null,
    reason:
      "1 of 180 calls ended in a server or connection error. 56 more good ones prove less than 2%, about 252 s at this rate.",
    ...overrides,
  };
}

/** A stage in which every kind of answer occurs once. */
export function gateVerdicts(): GateVerdictView[] {
  return [
    gateVerdict(),
    gateVerdict({
      gate: "timeouts",
      verdict: "fail",
      tripped_by: "e_process",
      action: "hold",
      canary: { k: 14, n: 180, value: 14 / 180, interval: [0.047, 0.126] },
      stable: { k: 11, n: 176, value: 11 / 176, interval: [0.035, 0.108] },
      difference: { value: 0.0153, interval: [-0.04, 0.071] },
      limit: 0.01,
      evidence: 0.12,
      alarm: 1,
      held_because: "The same failure hits stable: 11 of 176 there since it began.",
      reason: "14 of 180 calls timed out: surely above 1%.",
    }),
    gateVerdict({
      gate: "auth",
      verdict: "pass",
      canary: { k: 0, n: 180, value: 0, interval: [0, 0.021] },
      stable: { k: 0, n: 176, value: 0, interval: [0, 0.0214] },
      difference: { value: 0, interval: [-0.021, 0.021] },
      evidence: 1,
      forecast: { requests_needed: 0, minutes_needed: 0, failures_if_broken: 2, seconds_if_broken: 9 },
      reason:
        "0 of 180 calls were refused for the key or the account: surely below 2% (at most 1.7%), and it is no worse than the control group.",
    }),
    gateVerdict({
      gate: "latency_p95",
      unit: "ms",
      action: "hold",
      verdict: "pass",
      canary: { k: 2, n: 180, value: 2_410, interval: [2_150, 3_020] },
      stable: { k: 3, n: 176, value: 2_380, interval: [2_110, 2_940] },
      difference: { value: 30, interval: [-620, 690] },
      limit: 8_000,
      evidence: 1,
      forecast: { requests_needed: 0, minutes_needed: 0, failures_if_broken: 5, seconds_if_broken: 22 },
      reason:
        "2 of 180 calls took longer than 8 s; p95 is 30 ms above that of the control group (allowed 595 ms above).",
    }),
    gateVerdict({
      gate: "cost",
      mode: "warn",
      action: "hold",
      unit: "usd",
      verdict: "fail",
      tripped_by: "ratio",
      canary: { k: null, n: 180, value: 0.0041, interval: null },
      stable: { k: null, n: 176, value: 0.0019, interval: null },
      difference: { value: 2.16, interval: [1.9, 2.45] },
      limit: 1.5,
      upper_bound: null,
      evidence: 1,
      alarm: 1,
      forecast: { requests_needed: null, minutes_needed: null, failures_if_broken: 0, seconds_if_broken: 0 },
      reason: "A canary call costs 2.16 times what one of the control group costs: surely above 1.5.",
    }),
    gateVerdict({
      gate: "fallback_volume",
      mode: "shadow",
      action: "step_down",
      canary: { k: 0, n: 0, value: null, interval: null },
      stable: { k: 0, n: 0, value: null, interval: null },
      compared_with: null,
      difference: null,
      limit: 0.05,
      upper_bound: null,
      evidence: 0,
      alarm: 0,
      forecast: { requests_needed: 59, minutes_needed: null, failures_if_broken: 3, seconds_if_broken: null },
      reason: "No canary requests yet.",
    }),
  ];
}

export function gateReport(overrides: Partial<GateReport> = {}): GateReport {
  return {
    since: iso(FIXTURE_NOW_MS - 14 * 60_000),
    from_version: 42,
    data_until: iso(FIXTURE_NOW_MS - 2_000),
    canary_requests: 180,
    control_requests: 176,
    canary_requests_per_minute: 13,
    in_flight: { count: 2, oldest_ms: 1_900 },
    sample_ratio: { p: 0.83, is_mismatch: false },
    target: { route: "openai-chat", status: "healthy", why: "2 of 640 stable calls failed in the last 5 minutes." },
    asks_for: "hold",
    is_sufficient: false,
    gates: gateVerdicts(),
    ...overrides,
  };
}
