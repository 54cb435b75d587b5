import type { SignalClass } from "@/lib/core/signal-class";
import type { FaultKind, FaultScope } from "@/lib/upstream/simulated-provider/fault";

/** How the caller asked for its answer, and what the alias does with a stream. */
export type Delivery = "whole" | "passthrough" | "buffered";
export const DELIVERIES: readonly Delivery[] = ["whole", "passthrough", "buffered"];

/**
 * What one request under a fault must come to. `calls` are the provider calls in order (P the primary, F the fallback);
 * `classes` is how each of them ended. `answer` is what the caller holds: the whole answer, or one error by its code -
 * with a status when nothing was sent before, as the last frame of a stream (`interrupted`) when something was.
 */
export interface Expected {
  readonly calls: string;
  readonly classes: readonly SignalClass[];
  readonly answer: "whole" | "interrupted" | { readonly status: number; readonly code: string };
}

export interface FaultCase {
  readonly name: string;
  readonly inject: readonly [kind: FaultKind, scope?: FaultScope];
  /** The answer is written slowly enough for its first tokens to reach the caller before the fault strikes. */
  readonly isPaced?: boolean;
  /** Deadlines of the primary; the default ones outlast every test. */
  readonly timeouts?: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<Delivery, Expected>>;
}

const everywhere = (expected: Expected): FaultCase["expected"] => ({
  whole: expected,
  passthrough: expected,
  buffered: expected,
});
const served = (calls: string, ...failures: SignalClass[]): Expected => ({
  calls,
  classes: [...failures, "ok"],
  answer: "whole",
});
const refused = (name: SignalClass, status: number, code: string): Expected => ({
  calls: "P",
  classes: [name],
  answer: { status, code },
});
const INTERRUPTED: Expected = { calls: "P", classes: ["stream_interrupted"], answer: "interrupted" };

/** Short enough to wait for, long enough for a busy machine to answer within them. */
const HASTY = { headers_ms: 400, first_token_ms: 400, idle_ms: 400 };

/**
 * The provider faults of the figures Switchyard is judged by, one line each; the flapping primary and the accounting
 * need more than one request and have tests of their own.
 */
export const FAULTS: readonly FaultCase[] = [
  {
    name: "429 with Retry-After",
    inject: ["rate_limited", { calls: 1, retryAfterSeconds: 0.1 }],
    expected: everywhere(served("P P", "rate_limited")),
  },
  {
    name: "429 without Retry-After",
    inject: ["rate_limited", { retryAfterSeconds: null }],
    expected: everywhere(served("P F", "rate_limited")),
  },
  {
    name: "500 once",
    inject: ["error_500", { calls: 1 }],
    expected: everywhere(served("P P", "server_error")),
  },
  {
    name: "503 persistent",
    inject: ["error_503"],
    expected: everywhere(served("P F", "route_unavailable")),
  },
  {
    name: "reset",
    inject: ["reset"],
    expected: everywhere(served("P P F", "transport_error", "transport_error")),
  },
  {
    name: "silence",
    inject: ["silence"],
    timeouts: HASTY,
    expected: everywhere(served("P F", "transport_timeout")),
  },
  {
    name: "slow first token",
    inject: ["slow_first_token", { delayMs: 5_000 }],
    timeouts: HASTY,
    expected: everywhere(served("P F", "transport_timeout")),
  },
  {
    name: "stream cut",
    inject: ["cut_mid_stream"],
    isPaced: true,
    expected: {
      whole: served("P P F", "transport_error", "transport_error"),
      passthrough: INTERRUPTED,
      buffered: served("P P F", "transport_error", "transport_error"),
    },
  },
  {
    name: "stall",
    inject: ["stall_mid_stream"],
    isPaced: true,
    timeouts: HASTY,
    expected: {
      whole: served("P F", "transport_timeout"),
      passthrough: INTERRUPTED,
      buffered: served("P F", "transport_timeout"),
    },
  },
  {
    name: "error frame in the middle",
    inject: ["error_mid_stream"],
    isPaced: true,
    expected: {
      whole: served("P P F", "transport_error", "transport_error"),
      passthrough: INTERRUPTED,
      buffered: served("P P F", "server_error", "server_error"),
    },
  },
  {
    name: "malformed chunk",
    inject: ["malformed_chunk"],
    expected: {
      whole: served("P F", "invalid_output"),
      // One unreadable frame in an otherwise complete stream is dropped.
      passthrough: served("P"),
      buffered: served("P"),
    },
  },
  {
    name: "no [DONE]",
    inject: ["missing_done"],
    expected: everywhere(served("P")),
  },
  {
    name: "no terminal event",
    inject: ["missing_terminal"],
    isPaced: true,
    expected: { whole: served("P"), passthrough: INTERRUPTED, buffered: served("P F", "invalid_output") },
  },
  {
    name: "context length",
    inject: ["context_length"],
    expected: everywhere(refused("client_error", 400, "context_length_exceeded")),
  },
  {
    name: "content filter",
    inject: ["content_filter"],
    expected: everywhere(refused("content_policy", 400, "content_policy_violation")),
  },
  {
    name: "prefill refusal",
    inject: ["prefill_refusal"],
    expected: everywhere(refused("client_error", 400, "client_contract_error")),
  },
];
