import type { FailureClass } from "../signal-class";
import type { ProbeCheckId } from "./probe-check";

export const PROBE_IDS = [
  "short_turn",
  "multi_turn",
  "near_ceiling",
  "all_fields",
  "exact_alias",
  "invalid_request",
  "unknown_model",
  "wrong_key",
  "cancelled_call",
  "passing_error",
] as const;
export type ProbeId = (typeof PROBE_IDS)[number];

/** A key no provider has issued. */
export const PROBE_WRONG_KEY = "sk-deliberately-wrong-key";

export type ProbeShape = "short" | "multi_turn" | "ceiling" | "all_fields" | "invalid";

/** What is done to the call on purpose, at the upstream edge; null sends it as traffic would be sent. */
export type ProbeTwist = "wrong_key" | "unknown_model" | "cancel" | "fail_first" | null;

export interface ProbeDefinition {
  readonly id: ProbeId;
  readonly label: string;
  readonly shape: ProbeShape;
  readonly twist: ProbeTwist;
  readonly isStreamedToo: boolean;
  /** An answer, or a refusal the gateway has to classify as this. */
  readonly expects: "answer" | "cancelled" | FailureClass;
  readonly checks: readonly ProbeCheckId[];
}

const ANSWERED = ["egress", "status_ok", "choices", "finish_reason", "content", "role", "object"] as const;
const REFUSED = ["egress", "error_status", "error_shape", "classified", "not_retried", "record_clean"] as const;

/** Checked on every streamed answer beside what its probe asks for. */
export const STREAM_CHECKS: readonly ProbeCheckId[] = ["stream_opening", "stream_order", "stream_end"];

/** The checks before a cutover (seed 004), its request shapes, and the smoke test (seed 003), as data. */
export const PROBES: readonly ProbeDefinition[] = [
  {
    id: "short_turn",
    label: "Short single turn",
    shape: "short",
    twist: null,
    isStreamedToo: true,
    expects: "answer",
    checks: [...ANSWERED, "usage", "record_clean"],
  },
  {
    id: "multi_turn",
    label: "Several turns",
    shape: "multi_turn",
    twist: null,
    isStreamedToo: true,
    expects: "answer",
    checks: ANSWERED,
  },
  {
    id: "near_ceiling",
    label: "Near the token ceiling",
    shape: "ceiling",
    twist: null,
    isStreamedToo: false,
    expects: "answer",
    checks: [...ANSWERED, "usage"],
  },
  {
    id: "all_fields",
    label: "Every optional field the route claims",
    shape: "all_fields",
    twist: null,
    isStreamedToo: true,
    expects: "answer",
    checks: ["egress", "fields_accepted", "choices", "finish_reason", "role", "object"],
  },
  {
    id: "exact_alias",
    label: "The exact alias",
    shape: "short",
    twist: null,
    isStreamedToo: false,
    expects: "answer",
    checks: ["egress", "status_ok", "model_mapped", "content"],
  },
  {
    id: "invalid_request",
    label: "An invalid request",
    shape: "invalid",
    twist: null,
    isStreamedToo: false,
    expects: "client_error",
    checks: REFUSED,
  },
  {
    id: "unknown_model",
    label: "A model that does not exist",
    shape: "short",
    twist: "unknown_model",
    isStreamedToo: false,
    expects: "route_unavailable",
    checks: REFUSED,
  },
  {
    id: "wrong_key",
    label: "A deliberately wrong key",
    shape: "short",
    twist: "wrong_key",
    isStreamedToo: false,
    expects: "account_error",
    checks: ["egress", "key_refused", "error_shape", "classified", "not_retried", "record_clean"],
  },
  {
    id: "cancelled_call",
    label: "A caller that leaves",
    shape: "short",
    twist: "cancel",
    isStreamedToo: false,
    expects: "cancelled",
    checks: ["cancel_freed"],
  },
  {
    id: "passing_error",
    label: "A passing error before the provider",
    shape: "short",
    twist: "fail_first",
    isStreamedToo: false,
    expects: "answer",
    checks: ["retried_once", "status_ok", "content"],
  },
];

export function probeDefinition(id: ProbeId): ProbeDefinition {
  const found = PROBES.find((probe) => probe.id === id);
  if (found === undefined) throw new RangeError(`There is no probe ${id}`);
  return found;
}
