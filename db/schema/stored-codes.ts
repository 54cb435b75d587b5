import type { AttemptPurpose, AttemptState, NextStep, RequestState, UsageSource } from "@/lib/core/ledger-record";
import type { ReasonCode } from "@/lib/core/reason-code";
import type { Arm, Endpoint, TrafficKind } from "@/lib/core/routing-snapshot";
import type { FailureClass, SignalClass } from "@/lib/core/signal-class";

/**
 * Closed sets as the ledger keeps them: the position in the list is the stored number. Append only; a changed order
 * would rewrite history. Each list is checked to be whole at compile time.
 */
class StoredCode<Name extends string> {
  private readonly codes: ReadonlyMap<string, number>;

  constructor(readonly names: readonly Name[]) {
    this.codes = new Map(names.map((name, code) => [name, code]));
  }

  /** The stored number of a name. Throws a RangeError for a name that is not in the list. */
  code(name: Name): number {
    const code = this.codes.get(name);
    if (code === undefined) throw new RangeError(`no stored code for ${name}`);
    return code;
  }

  /** The name of a stored number. Throws a RangeError for a number written by newer code. */
  name(code: number): Name {
    const name = this.names[code];
    if (name === undefined) throw new RangeError(`no name for stored code ${code}`);
    return name;
  }

  /** Null stays null on the way in and out. */
  codeOrNull(name: Name | null): number | null {
    return name === null ? null : this.code(name);
  }

  nameOrNull(code: number | null): Name | null {
    return code === null ? null : this.name(code);
  }
}

/** Refuses to compile when `names` leaves out a member of the union. */
function storedCode<Union extends string>() {
  return <const Names extends readonly Union[]>(
    names: Names & (Exclude<Union, Names[number]> extends never ? unknown : { missing: Exclude<Union, Names[number]> }),
  ): StoredCode<Union> => new StoredCode<Union>(names);
}

export const storedKind = storedCode<TrafficKind>()(["traffic", "probe", "drill"]);

export const storedEndpoint = storedCode<Endpoint>()(["chat", "responses"]);

export const storedArm = storedCode<Arm>()(["stable", "canary"]);

export const storedRequestState = storedCode<RequestState>()([
  "running",
  "succeeded",
  "failed",
  "client_closed",
  "interrupted",
]);

export const storedAttemptState = storedCode<AttemptState>()(["running", "served", "failed", "skipped", "interrupted"]);

export const storedPurpose = storedCode<AttemptPurpose>()(["primary", "retry", "fallback"]);

export const storedUsageSource = storedCode<UsageSource>()(["unknown", "provider", "estimated"]);

export const storedNextStep = storedCode<NextStep>()(["returned", "retry", "fallback", "gave_up"]);

export const storedSignalClass = storedCode<SignalClass>()([
  "ok",
  "transport_timeout",
  "transport_error",
  "server_error",
  "rate_limited",
  "account_error",
  "client_error",
  "content_policy",
  "route_unavailable",
  "invalid_output",
  "stream_interrupted",
  "client_closed",
  "gateway_interrupted",
]);

/** The bit of `requests.failed_classes` that says some call ended in this class. */
export function failedClassBit(errorClass: FailureClass): number {
  return 1 << storedSignalClass.code(errorClass);
}

export const storedReasonCode = storedCode<ReasonCode>()([
  "primary_timeout",
  "primary_transient_error",
  "primary_rate_limited",
  "client_contract_error",
  "auth_or_account_error",
  "fallback_validation_failed",
  "circuit_open",
  "primary_unavailable",
  "primary_invalid_output",
  "fallback_failed",
  "stream_interrupted",
  "content_policy",
  "context_length_exceeded",
  "budget_exhausted",
  "no_eligible_route",
  "route_disabled",
  "incompatible_candidate",
  "not_production_eligible",
  "unsafe_to_repeat",
  "state_not_portable",
  "superseded_route_version",
  "client_closed",
  "gateway_interrupted",
  "overloaded",
  "served_by_primary",
  "served_by_retry",
  "served_by_fallback",
]);

/** How finely a rollup row divides time, finest first. */
export const RESOLUTIONS = ["minute", "five_minutes", "quarter", "hour"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
export const storedResolution = storedCode<Resolution>()(["minute", "quarter", "hour", "five_minutes"]);

/** Length of one bucket in milliseconds. */
export const RESOLUTION_MS: Readonly<Record<Resolution, number>> = {
  minute: 60_000,
  five_minutes: 5 * 60_000,
  quarter: 15 * 60_000,
  hour: 60 * 60_000,
};
