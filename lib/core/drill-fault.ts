/** What a provider call of a drill meets instead of its provider. */
export type DrillFault =
  | { readonly kind: "server_error"; readonly status: 500 | 502 | 503 }
  | { readonly kind: "bad_key" }
  /** HTTP 429 with a `Retry-After` longer than the alias waits. */
  | { readonly kind: "rate_limited" }
  | { readonly kind: "reset" }
  | { readonly kind: "silence" }
  /** The stream opens, is kept alive by comments and says nothing. */
  | { readonly kind: "no_first_token" }
  /** The connection breaks before the first visible token, or after some of them. */
  | { readonly kind: "cut"; readonly when: "before_first_token" | "after_partial_output" }
  | { readonly kind: "stall" }
  | { readonly kind: "empty_output" }
  | { readonly kind: "unparsable_output" };

/** The fault in the words of the run's log, after "calls to <route> meet". */
export function printDrillFault(fault: DrillFault): string {
  switch (fault.kind) {
    case "server_error":
      return `HTTP ${fault.status}`;
    case "rate_limited":
      return "HTTP 429 with a wait longer than the alias allows";
    case "bad_key":
      return "HTTP 401, as for a key the provider does not know";
    case "reset":
      return "a connection reset";
    case "silence":
      return "silence: the request is taken and never answered";
    case "no_first_token":
      return "a stream that opens and stays without a first token";
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
