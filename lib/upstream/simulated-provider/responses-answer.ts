import { type Answer, answerText } from "./answer";
import { DONE_FRAME, type Frame, namedFrame } from "./frame";

export interface ResponsesOptions {
  readonly previousResponseId: string | null;
  /** OpenAI ends with `response.completed` and the end of the stream; others send `[DONE]` after it. */
  readonly isDoneSent: boolean;
}

/** A finished `response` object. An answer cut by the token limit is `incomplete`, as on the real endpoint. */
export function responsesBody(answer: Answer, options: ResponsesOptions): unknown {
  return response(answer, options, isCut(answer) ? "incomplete" : "completed", [outputItem(answer, "completed")]);
}

/** The same answer as events, in the order recorded from OpenAI; sequence numbers start at 0. */
export function responsesFrames(answer: Answer, options: ResponsesOptions): Frame[] {
  const frames: Frame[] = [];
  const say = (type: string, fields: Record<string, unknown>, isToken = false) =>
    frames.push(namedFrame(type, { sequence_number: frames.length, ...fields }, isToken));
  say("response.created", { response: response(answer, options, "in_progress", []) });
  say("response.in_progress", { response: response(answer, options, "in_progress", []) });
  say("response.output_item.added", { output_index: 0, item: outputItem(answer, "in_progress") });
  if (answer.toolCall === null) sayText(answer, say);
  else sayToolCall(answer, answer.toolCall, say);
  say("response.output_item.done", { output_index: 0, item: outputItem(answer, "completed") });
  const status = isCut(answer) ? "incomplete" : "completed";
  say(`response.${status}`, { response: responsesBody(answer, options) });
  if (options.isDoneSent) frames.push(DONE_FRAME);
  return frames;
}

type Say = (type: string, fields: Record<string, unknown>, isToken?: boolean) => void;

function sayText(answer: Answer, say: Say): void {
  const place = { item_id: itemId(answer), output_index: 0, content_index: 0 };
  say("response.content_part.added", { ...place, part: textPart("") });
  for (const delta of answer.pieces) say("response.output_text.delta", { ...place, delta, logprobs: [] }, true);
  say("response.output_text.done", { ...place, text: answerText(answer), logprobs: [] });
  say("response.content_part.done", { ...place, part: textPart(answerText(answer)) });
}

function sayToolCall(answer: Answer, call: NonNullable<Answer["toolCall"]>, say: Say): void {
  const place = { item_id: itemId(answer), output_index: 0 };
  for (const delta of call.argumentPieces) say("response.function_call_arguments.delta", { ...place, delta }, true);
  const done = { ...place, name: call.name, arguments: call.argumentPieces.join("") };
  say("response.function_call_arguments.done", done);
}

function response(answer: Answer, options: ResponsesOptions, status: string, output: unknown[]) {
  return {
    id: `resp_${answer.id}`,
    object: "response",
    created_at: answer.createdAt,
    status,
    background: false,
    error: null,
    incomplete_details: status === "incomplete" ? { reason: "max_output_tokens" } : null,
    instructions: null,
    max_output_tokens: null,
    model: answer.model,
    output,
    parallel_tool_calls: true,
    previous_response_id: options.previousResponseId,
    reasoning: { effort: null, summary: null },
    store: true,
    temperature: 1,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    usage: status === "in_progress" ? null : responsesUsage(answer),
    user: null,
    metadata: {},
  };
}

function outputItem(answer: Answer, status: "in_progress" | "completed") {
  const isDone = status === "completed";
  if (answer.toolCall !== null) {
    const { id, name, argumentPieces } = answer.toolCall;
    const written = isDone ? argumentPieces.join("") : "";
    return { id: itemId(answer), type: "function_call", status, arguments: written, call_id: id, name };
  }
  const content = isDone ? [textPart(answerText(answer))] : [];
  return { id: itemId(answer), type: "message", status, content, role: "assistant" };
}

function itemId(answer: Answer): string {
  return `${answer.toolCall === null ? "msg" : "fc"}_${answer.id}`;
}

function textPart(text: string) {
  return { type: "output_text", annotations: [], logprobs: [], text };
}

function responsesUsage(answer: Answer) {
  return {
    input_tokens: answer.inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: answer.outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: answer.inputTokens + answer.outputTokens,
  };
}

function isCut(answer: Answer): boolean {
  return answer.finishReason === "length";
}
