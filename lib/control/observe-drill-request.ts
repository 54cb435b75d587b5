import type { AttemptView, RequestDetail } from "@/lib/contract/requests";
import type { DrillRequestShape } from "@/lib/core/drill";
import { readDrillReply } from "@/lib/core/drill-answer";
import type { DrillAttempt, DrillObservation } from "@/lib/core/drill-facts";
import { drillRequest } from "@/lib/core/drill-request";
import type { ControlContext } from "./context";
import type { DrillLane } from "./drill-lane";

export interface DrillSend {
  readonly alias: string;
  readonly shape: DrillRequestShape;
  readonly session: string;
  readonly requiredJsonKeys: readonly string[];
}

/** Sends one synthetic request and reads what the ledger says of it. Null when it was cut short by `signal`. */
export async function observeDrillRequest(
  context: ControlContext,
  lane: DrillLane,
  send: DrillSend,
  signal: AbortSignal,
): Promise<DrillObservation | null> {
  const sentAtMs = context.nowMs();
  const reply = await lane.send(drillRequest(send.shape, send), signal);
  if (signal.aborted) return null;
  const { traceId } = reply;
  const detail = traceId === null ? null : await context.store.reports.request(traceId);
  return {
    sentAtMs,
    traceId,
    answer: readDrillReply(send.shape, reply),
    record: detail === null ? null : recordOf(detail),
    attempts: detail === null ? [] : detail.attempts.map(attemptOf),
  };
}

function recordOf({ request }: RequestDetail): DrillObservation["record"] {
  return {
    state: request.state,
    reasonCode: request.reason_code,
    route: request.llm_route,
    arm: request.arm,
    routeVersion: request.llm_route_version,
    cost: request.cost,
  };
}

function attemptOf(attempt: AttemptView): DrillAttempt {
  return {
    state: attempt.state,
    purpose: attempt.purpose,
    route: attempt.llm_route,
    routeVersion: attempt.llm_route_version,
    startedAtMs: Date.parse(attempt.started_at),
    latencyMs: attempt.latency_ms,
    errorClass: attempt.error_class,
    detail: attempt.detail,
    reasonCode: attempt.reason_code,
    usageSource: attempt.usage_source,
    inputTokens: attempt.input_token_count,
    outputTokens: attempt.output_token_count,
    cost: attempt.cost,
  };
}
