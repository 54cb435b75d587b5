/** Everything a probe can find out, with what is expected. Latency, prices, texts and token counts are never asserted. */
export const PROBE_CHECKS = {
  egress: "the provider answers over the path traffic takes",
  status_ok: "HTTP 200",
  choices: "at least one choice",
  finish_reason: "a documented finish reason",
  content: "non-null content",
  role: "role assistant",
  object: "the documented object name",
  usage: "token usage, in and out",
  fields_accepted: "every field that is sent is accepted",
  model_mapped: "the provider is asked for the route's own model",
  error_status: "a 4xx status, or the deviation the worksheet names",
  error_shape: "error.message and error.type filled, error.code present",
  classified: "classified as what it is",
  key_refused: "401 or 403",
  not_retried: "called once, not repeated",
  retried_once: "one retry after a passing error, then an answer",
  cancel_freed: "a cancelled call ends at once and frees its slot",
  record_clean: "no prompt and no key in the record",
  stream_opening: "the documented first event",
  stream_order: "events in the documented order",
  stream_end: "the documented end of stream",
} as const;
export type ProbeCheckId = keyof typeof PROBE_CHECKS;

/** One assertion over one probe answer. `seen` never quotes an answer's text. */
export interface ProbeCheckResult {
  readonly check: ProbeCheckId;
  readonly pass: boolean;
  readonly expected: string;
  readonly seen: string;
}
