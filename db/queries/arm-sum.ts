import type { ArmCounts, RateGate } from "@/lib/core/gate";
import { gateOfClass, isJudgedClass, isJudgedReason } from "@/lib/core/gate-classes";
import { parseTally } from "../sqlite/rollup-cell";
import type { StageCalls, StageRequests } from "./stage-rows";

/** Adds rollup rows up to what the gates count of one arm in one span. */
export class ArmSum {
  private calls = 0;
  private arrived = 0;
  private requests = 0;
  private slow = 0;
  private tokens = 0;
  private costUsd: number | null = null;
  private readonly failures: Record<RateGate, number> = {
    server_errors: 0,
    timeouts: 0,
    malformed: 0,
    auth: 0,
    acceptance: 0,
    fallback_volume: 0,
  };

  addCalls(row: StageCalls): void {
    this.slow += row.slow;
    this.tokens += row.tokens;
    if (row.cost !== null) this.costUsd = (this.costUsd ?? 0) + row.cost;
    for (const [name, count] of Object.entries(parseTally(row.classes))) {
      if (isJudgedClass(name)) this.calls += count;
      const gate = gateOfClass(name);
      if (gate !== null) this.failures[gate] += count;
    }
  }

  addRequests(row: StageRequests): void {
    let unjudged = 0;
    for (const [reason, count] of Object.entries(parseTally(row.reasons))) {
      if (!isJudgedReason(reason)) unjudged += count;
    }
    this.arrived += row.requests;
    this.requests += row.requests - unjudged;
    this.failures.acceptance += failedOf(row);
    for (const count of Object.values(parseTally(row.fallbackReasons))) this.failures.fallback_volume += count;
  }

  counts(): ArmCounts {
    const { calls, arrived, requests, slow, tokens, costUsd, failures } = this;
    return { calls, arrived, requests, slow, tokens, costUsd, failures };
  }
}

/** Failed requests that the route may be blamed for. Served and excused ones have reasons of their own. */
function failedOf(row: StageRequests): number {
  if (row.failed === 0) return 0;
  let excused = 0;
  for (const [reason, count] of Object.entries(parseTally(row.reasons))) {
    if (!isJudgedReason(reason) && reason !== "client_closed") excused += count;
  }
  return Math.max(0, row.failed - excused);
}
