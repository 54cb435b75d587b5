/** What a provider call of a drill meets instead of its provider. Delays in milliseconds. */
export type DrillFault =
  | { readonly kind: "status"; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: "bad_key" }
  | { readonly kind: "reset" }
  | { readonly kind: "silence" }
  /** The stream opens and says nothing visible for this long. */
  | { readonly kind: "slow_first_token"; readonly delayMs: number }
  /** The connection breaks before the first visible token, or after some of them. */
  | { readonly kind: "cut"; readonly when: "before_first_token" | "after_partial_output" }
  | { readonly kind: "stall" }
  | { readonly kind: "empty_output" }
  | { readonly kind: "unparsable_output" };

/** The fault in the words of the run's log, after "calls to <route> meet". */
export function printDrillFault(fault: DrillFault): string {
  switch (fault.kind) {
    case "status": {
      const wait = fault.retryAfterSeconds === null ? "" : ` with Retry-After ${fault.retryAfterSeconds} s`;
      return `HTTP ${fault.status}${wait}`;
    }
    case "bad_key":
      return "HTTP 401, as for a key the provider does not know";
    case "reset":
      return "a connection reset";
    case "silence":
      return "silence: the request is taken and never answered";
    case "slow_first_token":
      return "a stream that opens and says nothing";
    case "cut":
      return fault.when === "before_first_token"
        ? "a stream that breaks before its first token"
        : "a stream that breaks after part of the answer";
    case "stall":
      return "a stream that stops in the middle";
    case "empty_output":
      return "HTTP 200 with an empty answer";
    case "unparsable_output":
      return "HTTP 200 with half a JSON document";
  }
}
