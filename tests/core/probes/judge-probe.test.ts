import { describe, expect, it } from "vitest";
import { judgeProbe, type ProbeCase } from "@/lib/core/probes/judge-probe";
import { type ProbeId, probeDefinition } from "@/lib/core/probes/probe-definition";
import type { ProbeCall, ProbeSighting } from "@/lib/core/probes/probe-sighting";

const GOOD = JSON.stringify({
  id: "c1",
  object: "chat.completion",
  model: "m-2026",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "PASS" } }],
  usage: { prompt_tokens: 8, completion_tokens: 1 },
});
const refusal = (error: object) => JSON.stringify({ error });

const call = (change: Partial<ProbeCall> = {}): ProbeCall => ({
  isSimulated: false,
  isSent: true,
  status: 200,
  bodyText: GOOD,
  transportError: null,
  sentModel: "m",
  ...change,
});

function probed(id: ProbeId, sighting: Partial<ProbeSighting> = {}, change: Partial<ProbeCase> = {}) {
  const verdict = judgeProbe({
    probe: probeDefinition(id),
    endpoint: "chat",
    isStreamed: false,
    providerModel: "m",
    deviations: [],
    recordText: "{}",
    secrets: ["marker"],
    sighting: {
      traceId: "t",
      calls: [call()],
      attempts: [{ errorClass: "ok", providerRequestId: null }],
      isServed: true,
      freedAfterMs: null,
      latencyMs: 5,
      ...sighting,
    },
    ...change,
  });
  return { verdict, failed: verdict.checks.filter(({ pass }) => !pass).map(({ check, seen }) => `${check}: ${seen}`) };
}

const withBody = (body: unknown, status = 200) => ({ calls: [call({ status, bodyText: JSON.stringify(body) })] });

describe("a probe that expects an answer", () => {
  it("passes a documented answer and keeps the smoke-test record of it", () => {
    const { verdict, failed } = probed("short_turn");
    expect(failed).toEqual([]);
    expect(verdict.smoke).toEqual({
      httpStatus: 200,
      finishReasonPresent: true,
      contentNonNull: true,
      errorShapeValid: null,
      notes: "",
    });
    expect(verdict.fields["choices.0.finish_reason"]).toBe("string");
  });

  it.each([
    ["no choices", { object: "chat.completion", choices: [] }, "choices: 0"],
    ["an unknown finish reason", { choices: [{ finish_reason: "eos", message: {} }] }, "finish_reason: eos"],
    ["null content", { choices: [{ message: { role: "assistant", content: null } }] }, "content: null"],
    ["another role", { choices: [{ message: { role: "bot", content: "x" } }] }, "role: bot"],
    ["another object", { object: "text_completion", choices: [] }, "object: text_completion"],
    ["no usage", { choices: [{ message: { content: "x" } }] }, "usage: none"],
  ])("fails %s, with what was seen", (_, body, seen) => {
    expect(probed("short_turn", withBody(body)).failed).toContain(seen);
  });

  it("says what kept it from the provider", () => {
    const calls = [call({ status: null, bodyText: "", transportError: "ENOTFOUND" })];
    const { failed } = probed("short_turn", { calls, isServed: false });
    expect(failed).toContain("egress: ENOTFOUND");
    expect(failed).toContain("status_ok: ENOTFOUND");
  });

  it("fails when its words or a key are in the record, or there is no record", () => {
    expect(probed("short_turn", {}, { recordText: '"... marker ..."' }).failed).toEqual([
      "record_clean: the prompt or the key is in the record",
    ]);
    expect(probed("short_turn", {}, { recordText: null }).failed).toEqual([
      "record_clean: the record could not be read back",
    ]);
  });

  it("of the exact alias holds the model that was asked for against the route's, never the one that comes back", () => {
    expect(probed("exact_alias").failed).toEqual([]);
    expect(probed("exact_alias", { calls: [call({ sentModel: "support" })] }).failed).toEqual([
      "model_mapped: support",
    ]);
  });

  it("names the field a provider does not take", () => {
    const error = { message: "no", type: "invalid_request_error", code: null, param: "logprobs" };
    const { failed } = probed("all_fields", { calls: [call({ status: 400, bodyText: refusal(error) })] });
    expect(failed).toContain("fields_accepted: HTTP 400, refused: logprobs");
  });

  it("never quotes an answer", () => {
    const { verdict } = probed(
      "short_turn",
      withBody({ choices: [{ message: { role: "assistant", content: "secret words" } }] }),
    );
    expect(JSON.stringify(verdict)).not.toContain("secret words");
  });
});

describe("a probe that expects a refusal", () => {
  const error = {
    message: "field messages is required (request id: 1)",
    type: "comet_api_error",
    param: "",
    code: "invalid_request",
  };
  const refused = (status: number, body = refusal(error)): Partial<ProbeSighting> => ({
    calls: [call({ status, bodyText: body })],
    attempts: [{ errorClass: "client_error", providerRequestId: "1" }],
    isServed: false,
  });

  it("passes a 4xx, and a 500 only where the worksheet names it", () => {
    const deviations = [{ status: 500, code: "invalid_request", means: "client_error" }] as const;
    expect(probed("invalid_request", refused(400)).failed).toEqual([]);
    expect(probed("invalid_request", refused(500), { deviations }).failed).toEqual([]);
    expect(probed("invalid_request", refused(500)).failed).toEqual(["error_status: HTTP 500 invalid_request"]);
    const other = [{ status: 503, code: "model_not_found", means: "route_unavailable" }] as const;
    expect(probed("invalid_request", refused(500), { deviations: other }).failed).toHaveLength(1);
  });

  it.each([
    ["no error object", "<html>", "error_shape: no error object"],
    ["no message", refusal({ type: "x", code: null }), "error_shape: without message"],
    ["no code at all", refusal({ message: "m", type: "x" }), "error_shape: without code"],
  ])("fails %s", (_, body, seen) => {
    expect(probed("invalid_request", refused(400, body)).failed).toContain(seen);
  });

  it("fails when the gateway took it for something else, or repeated it", () => {
    const seen = { ...refused(400), attempts: [{ errorClass: "server_error", providerRequestId: null }] } as const;
    expect(probed("invalid_request", seen).failed).toEqual(["classified: server_error"]);
    const twice = { ...refused(400), calls: [call({ status: 400 }), call({ status: 400, bodyText: refusal(error) })] };
    expect(probed("invalid_request", twice).failed).toEqual(["not_retried: 2 calls"]);
  });

  it("of a wrong key wants 401 or 403", () => {
    const bad = { ...refused(200), attempts: [{ errorClass: "account_error", providerRequestId: null }] } as const;
    expect(probed("wrong_key", bad).failed).toContain("key_refused: HTTP 200");
  });
});

describe("a probe of the gateway itself", () => {
  it("fails when a caller that left holds its slot, or could not leave in time", () => {
    expect(probed("cancelled_call", { freedAfterMs: 12 }).failed).toEqual([]);
    expect(probed("cancelled_call", { freedAfterMs: 5_000 }).failed).toEqual(["cancel_freed: 5000 ms"]);
    expect(probed("cancelled_call").failed).toEqual(["cancel_freed: the call ended before it could be cancelled"]);
  });

  it("wants exactly one retry after a passing error", () => {
    const first = call({ isSimulated: true, status: 503 });
    expect(probed("passing_error", { calls: [first, call()] }).failed).toEqual([]);
    expect(probed("passing_error").failed).toEqual(["retried_once: 1 calls, served"]);
  });
});
