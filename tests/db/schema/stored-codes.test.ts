import { describe, expect, it } from "vitest";
import {
  storedAttemptState,
  storedKind,
  storedReasonCode,
  storedRequestState,
  storedResolution,
  storedSignalClass,
} from "@/db/schema/stored-codes";
import { REASON_CODES } from "@/lib/core/reason-code";
import { SIGNAL_CLASSES } from "@/lib/core/signal-class";

describe("stored codes", () => {
  it("gives every name one number and back", () => {
    for (const name of SIGNAL_CLASSES) expect(storedSignalClass.name(storedSignalClass.code(name))).toBe(name);
    for (const name of REASON_CODES) expect(storedReasonCode.name(storedReasonCode.code(name))).toBe(name);
    expect(new Set(REASON_CODES.map((name) => storedReasonCode.code(name))).size).toBe(REASON_CODES.length);
    expect(() => storedSignalClass.name(99)).toThrow(RangeError);
  });

  it("keeps the numbers that databases already hold", () => {
    expect(storedRequestState.names).toEqual(["running", "succeeded", "failed", "client_closed", "interrupted"]);
    expect(storedAttemptState.names).toEqual(["running", "served", "failed", "skipped", "interrupted"]);
    expect(storedKind.names).toEqual(["traffic", "probe", "drill"]);
    expect(storedResolution.names).toEqual(["minute", "quarter", "hour", "five_minutes"]);
    const codes = ["ok", "transport_timeout", "account_error", "client_closed", "gateway_interrupted"] as const;
    expect(codes.map((name) => storedSignalClass.code(name))).toEqual([0, 1, 5, 11, 12]);
    const reasons = ["primary_timeout", "circuit_open", "gateway_interrupted", "served_by_fallback"] as const;
    expect(reasons.map((name) => storedReasonCode.code(name))).toEqual([0, 6, 22, 26]);
  });
});
