import type { RequestView } from "@/lib/contract/requests";
import { formatCost } from "../ui/format-cost";
import { formatCount } from "../ui/format-count";
import { formatDuration } from "../ui/format-duration";

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** A second, quieter word: where the number came from, or why it is missing. */
  readonly note?: string;
}

const USAGE_NOTE: Readonly<Record<RequestView["usage_source"], string>> = {
  provider: "counted by the provider",
  estimated: "estimated by the gateway",
  unknown: "not reported",
};

/** What is known about a request besides its chain, in the order an operator asks for it. */
export function requestFacts(request: RequestView): Fact[] {
  return [
    { label: "Alias", value: request.app_model_alias },
    { label: "Cohort", value: request.cohort },
    { label: "Arm", value: request.arm },
    { label: "Route map", value: `v${request.llm_route_version}` },
    { label: "Client", value: request.client_id },
    { label: "Tenant", value: request.tenant ?? "none" },
    { label: "Endpoint", value: request.endpoint, note: request.stream ? "streamed" : "not streamed" },
    { label: "Answered with", value: request.http_status === null ? "–" : `HTTP ${request.http_status}` },
    { label: "Latency", value: formatDuration(request.latency_ms) },
    { label: "First token", value: formatDuration(request.time_to_first_token_ms) },
    {
      label: "Tokens in / out",
      value: `${formatCount(request.input_token_count)} / ${formatCount(request.output_token_count)}`,
      note: USAGE_NOTE[request.usage_source],
    },
    { label: "Cost", value: formatCost(request.cost), ...costNote(request) },
    ...retryFacts(request),
    ...(request.kind === "traffic" ? [] : [{ label: "Kind", value: request.kind }]),
    ...(request.request_id === null ? [] : [{ label: "Caller's request id", value: request.request_id }]),
    ...(request.inbound_trace_id === null ? [] : [{ label: "Caller's trace", value: request.inbound_trace_id }]),
  ];
}

function costNote(request: RequestView): { note?: string } {
  if (request.cost === null) return { note: "no price or no usage known" };
  return request.usage_source === "estimated" ? { note: "from estimated tokens" } : { note: "all attempts together" };
}

/** Retries are facts worth a line only when there were some. */
function retryFacts(request: RequestView): Fact[] {
  const facts: Fact[] = [];
  if (request.retry_count > 0)
    facts.push({ label: "Retries", value: String(request.retry_count), note: "by the gateway" });
  if (request.client_retry_count > 0) {
    facts.push({ label: "Caller's retry", value: `no. ${request.client_retry_count}`, note: "by its SDK" });
  }
  if (request.fallback_reason !== null) facts.push({ label: "Fell back because", value: request.fallback_reason });
  return facts;
}
