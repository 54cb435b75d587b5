import { randomBytes } from "node:crypto";
import type { ProbeResult, ProbeRun } from "@/lib/contract/probe";
import { contractKey } from "@/lib/core/contract-terms";
import { judgeProbe } from "@/lib/core/probes/judge-probe";
import { probeBody } from "@/lib/core/probes/probe-body";
import { PROBE_WRONG_KEY } from "@/lib/core/probes/probe-definition";
import { type FieldTypes, fieldDrift } from "@/lib/core/probes/probe-fields";
import type { PlannedProbe } from "@/lib/core/probes/probe-plan";
import type { Endpoint, Route } from "@/lib/core/routing-snapshot";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";

export interface ProbeTarget {
  readonly alias: string;
  readonly route: Route;
}

const PATHS: Readonly<Record<Endpoint, string>> = {
  chat: "POST /v1/chat/completions",
  responses: "POST /v1/responses",
};
const READ_BACK_TRIES = 20;
const READ_BACK_WAIT_MS = 25;

/**
 * Sends one probe over the path traffic takes and judges it. `before` are the fields the same probe saw in the last run
 * that passed. A probe that cannot be sent at all is a failed one, never an exception.
 */
export async function runProbe(
  context: ControlContext,
  runId: string,
  { alias, route }: ProbeTarget,
  { probe, endpoint, isStreamed }: PlannedProbe,
  before: FieldTypes | null,
): Promise<ProbeResult> {
  const marker = `probe ${randomBytes(8).toString("hex")}`;
  const { capabilities, contextWindow } = route;
  const body = probeBody({
    shape: probe.shape,
    endpoint,
    isStreamed,
    model: alias,
    marker,
    capabilities,
    contextWindow,
  });
  const atMs = context.nowMs();
  const sighting = await context.providers.probe({ alias, route: route.id, endpoint, body, twist: probe.twist });
  const verdict = judgeProbe({
    probe,
    endpoint,
    isStreamed,
    providerModel: route.model,
    deviations: context.contracts.book().get(contractKey(route.provider, endpoint))?.terms.deviations ?? [],
    sighting,
    recordText: probe.checks.includes("record_clean") ? await readBack(context, sighting.traceId) : null,
    secrets: [marker, PROBE_WRONG_KEY],
  });
  const { smoke } = verdict;
  const last = sighting.attempts.at(-1);
  return {
    smoke_test_run_id: runId,
    probe: probe.id,
    endpoint: PATHS[endpoint],
    spoken: endpoint,
    stream: isStreamed,
    http_status: smoke.httpStatus,
    finish_reason_present: smoke.finishReasonPresent,
    content_non_null: smoke.contentNonNull,
    error_shape_valid_on_4xx: smoke.errorShapeValid,
    test_timestamp_utc: isoTime(atMs),
    pass: verdict.pass,
    notes: smoke.notes,
    trace_id: sighting.traceId,
    latency_ms: Math.round(sighting.latencyMs),
    error_class: last?.errorClass ?? null,
    provider_request_id: last?.providerRequestId ?? null,
    checks: [...verdict.checks],
    fields: { ...verdict.fields },
    // An answer that did not come says nothing about its fields.
    drift: before === null || !sighting.isServed ? [] : fieldDrift(before, verdict.fields),
  };
}

/** The stored record as text. With relaxed durability it comes a moment after the answer. */
async function readBack(context: ControlContext, traceId: string): Promise<string | null> {
  for (let attempt = 0; attempt < READ_BACK_TRIES; attempt += 1) {
    const record = await context.store.reports.request(traceId);
    if (record !== null && record.request.state !== "running") return JSON.stringify(record);
    await new Promise((resolve) => setTimeout(resolve, READ_BACK_WAIT_MS));
  }
  return null;
}

/** What the same probe saw in a run, for the next one to be compared with. */
export function fieldsSeen(run: ProbeRun | null, planned: PlannedProbe): FieldTypes | null {
  const result = run?.results.find(
    ({ probe, spoken, stream }) =>
      probe === planned.probe.id && spoken === planned.endpoint && stream === planned.isStreamed,
  );
  return result === undefined || !result.pass ? null : result.fields;
}
