import type { AttemptView } from "@/lib/contract/requests";
import { formatCost } from "../ui/format-cost";
import { formatCount } from "../ui/format-count";
import { formatDuration } from "../ui/format-duration";
import type { Fact } from "./request-facts";

/** What is known about one call; a fact nobody has is left out, except the provider's id, which one looks for. */
export function attemptFacts(attempt: AttemptView): Fact[] {
  const facts: (Fact | null)[] = [
    { label: "Class", value: attempt.error_class ?? "–", ...(attempt.detail === null ? {} : { note: attempt.detail }) },
    attempt.reason_code === null ? null : { label: "Reason", value: attempt.reason_code },
    { label: "Provider's id", value: attempt.provider_request_id ?? "none given" },
    { label: "First token", value: formatDuration(attempt.time_to_first_token_ms) },
    {
      label: "Latency",
      value: formatDuration(attempt.latency_ms),
      ...(attempt.is_slow ? { note: "slower than the objective" } : {}),
    },
    attempt.timeout_ms === null
      ? null
      : { label: "Allowed", value: formatDuration(attempt.timeout_ms), note: "after clipping to the budget" },
    attempt.finish_reason === null ? null : { label: "Finish reason", value: attempt.finish_reason },
    attempt.response_model === null ? null : { label: "Answered as", value: attempt.response_model },
    attempt.usage_source === "unknown"
      ? null
      : {
          label: "Tokens in / out",
          value: `${formatCount(attempt.input_token_count)} / ${formatCount(attempt.output_token_count)}`,
          ...(attempt.usage_source === "estimated" ? { note: "estimated" } : {}),
        },
    attempt.cost === null ? null : { label: "Cost", value: formatCost(attempt.cost) },
    attempt.adaptations.length === 0 ? null : { label: "Adapted", value: attempt.adaptations.join(", ") },
  ];
  return facts.filter((fact) => fact !== null);
}
