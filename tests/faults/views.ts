import { expect } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import type { GatewayRig } from "../support/gateway-rig";
import type { RecordedRequest } from "../support/memory-ledger";
import type { CallerView } from "./caller";
import type { Delivery, Expected } from "./fault-table";

/** The caller has the whole right answer, or exactly one clean error: never a piece that looks like an answer. */
export function expectCallerSees(
  view: CallerView,
  expected: Expected,
  endpoint: Endpoint,
  delivery: Delivery,
  words: string,
) {
  const { answer } = expected;
  const errorFrames = view.wire.match(/"type":"switchyard_error"/g)?.length ?? 0;
  if (answer === "whole") {
    expect(view.error).toBeNull();
    expect(view.text).toBe(words);
    expect(errorFrames).toBe(0);
    if (endpoint === "chat" && delivery !== "whole") expect(view.wire).toMatch(/data: \[DONE\]\n\n$/);
  } else if (answer === "interrupted") {
    expect(view.error).toMatchObject({ code: "stream_interrupted" });
    expect(view.text).not.toBe("");
    expect(words.startsWith(view.text)).toBe(true);
    expect(errorFrames).toBe(1);
    expect(view.wire).not.toMatch(/\[DONE\]|response\.completed/);
    if (endpoint === "responses") expect(view.wire).toContain("event: response.failed");
  } else {
    expect(view.error).toEqual(answer);
    expect(view.text).toBe("");
  }
}

/** Each provider saw the calls the table says, and the ledger holds the same calls, attempt for attempt. */
export async function expectRecordsAgree(rig: GatewayRig, request: RecordedRequest, expected: Expected): Promise<void> {
  expect(request.attempts.map(({ provider }) => (provider === "primary" ? "P" : "F")).join(" ")).toBe(expected.calls);
  for (const name of ["primary", "fallback"] as const) {
    // A call that was cut is closed at the provider a moment after its end was recorded here.
    await until(() => rig[name].calls().every(({ state }) => state !== "open"));
    const seen = rig[name].calls();
    const recorded = request.attempts.filter(({ provider }) => provider === name);
    expect(recorded.map(({ providerModel }) => providerModel)).toEqual(seen.map(({ model }) => model));
    const ids = recorded.map(({ n }) => request.outcomes.find((outcome) => outcome.n === n)?.providerRequestId);
    // A provider that never answered could not tell how it named the call.
    expect(ids).toEqual(seen.map(({ id }, index) => (ids[index] === null ? null : id)));
  }
}

/** The ledger tells the same story as the caller: how each attempt ended and what the request came to. */
export function expectLedgerTells({ outcomes, attempts, close }: RecordedRequest, expected: Expected): void {
  expect(outcomes.map(({ errorClass }) => errorClass)).toEqual(expected.classes);
  expect(outcomes.map(({ n }) => n)).toEqual(attempts.map(({ n }) => n));
  const retries = attempts.filter(({ purpose }) => purpose === "retry").length;
  const isFallback = attempts.some(({ purpose }) => purpose === "fallback");
  expect(close).toMatchObject({ retryCount: retries, fallbackAttempted: isFallback });
  if (expected.answer === "whole") {
    const last = attempts.at(-1);
    const reasonCode = isFallback ? "served_by_fallback" : retries > 0 ? "served_by_retry" : "served_by_primary";
    expect(close).toMatchObject({ state: "succeeded", httpStatus: 200, route: last?.route, reasonCode });
  } else if (expected.answer === "interrupted") {
    expect(close).toMatchObject({ state: "failed", route: null, reasonCode: "stream_interrupted" });
  } else {
    expect(close).toMatchObject({ state: "failed", route: null, httpStatus: expected.answer.status });
  }
}

/** Waits at most a second; what is asserted next says what was missing. */
async function until(isReached: () => boolean): Promise<void> {
  for (let waits = 0; waits < 100 && !isReached(); waits++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isReached()).toBe(true);
}
