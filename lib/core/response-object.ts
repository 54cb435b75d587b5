import type { JsonObject } from "./json";

/** What identifies an answer on either endpoint. `id` is without the endpoint's prefix, `createdAt` epoch seconds. */
export interface AnswerHead {
  readonly id: string;
  readonly createdAt: number;
  readonly model: string;
  readonly serviceTier: string | null;
}

/** How an answer ended, in the words of Responses. */
export interface ResponseEnd {
  readonly status: "in_progress" | "completed" | "incomplete";
  readonly cutBy: "max_output_tokens" | "content_filter" | null;
}

/**
 * A whole Responses object around `output`. It repeats the settings of the caller's own request, as the endpoint does;
 * `store` is false, because nothing was kept that a later request could refer to.
 */
export function responseObject(
  head: AnswerHead,
  request: JsonObject,
  end: ResponseEnd,
  output: readonly unknown[],
  usage: JsonObject | null,
): JsonObject {
  return {
    id: `resp_${head.id}`,
    object: "response",
    created_at: head.createdAt,
    status: end.status,
    background: false,
    error: null,
    incomplete_details: end.cutBy === null ? null : { reason: end.cutBy },
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    model: head.model,
    output,
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: request.reasoning ?? { effort: null, summary: null },
    ...(head.serviceTier === null ? {} : { service_tier: head.serviceTier }),
    store: false,
    temperature: request.temperature ?? 1,
    text: request.text ?? { format: { type: "text" } },
    tool_choice: request.tool_choice ?? "auto",
    tools: request.tools ?? [],
    top_p: request.top_p ?? 1,
    truncation: "disabled",
    usage,
    user: request.user ?? null,
    metadata: request.metadata ?? {},
  };
}

/** How a chat finish reason reads in Responses. */
export function responseEndOf(finishReason: string | null): ResponseEnd {
  if (finishReason === "length") return { status: "incomplete", cutBy: "max_output_tokens" };
  if (finishReason === "content_filter") return { status: "incomplete", cutBy: "content_filter" };
  return { status: "completed", cutBy: null };
}

export function outputText(text: string): JsonObject {
  return { type: "output_text", annotations: [], logprobs: [], text };
}

export function refusalPart(refusal: string): JsonObject {
  return { type: "refusal", refusal };
}

export function messageItem(id: string, status: string, content: readonly unknown[]): JsonObject {
  return { id: `msg_${id}`, type: "message", status, role: "assistant", content };
}

/** `index` sets the calls of one answer apart. */
export function functionCallItem(
  id: string,
  index: number,
  status: string,
  call: { readonly callId: string; readonly name: string; readonly arguments: string },
): JsonObject {
  return {
    id: `fc_${id}_${index}`,
    type: "function_call",
    status,
    call_id: call.callId,
    name: call.name,
    arguments: call.arguments,
  };
}
