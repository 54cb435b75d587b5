import { chatNameOf, contentText } from "./answer-parts";
import { asArray, asNumber, asObject, asText, type JsonObject } from "./json";
import {
  type AnswerHead,
  functionCallItem,
  messageItem,
  outputText,
  refusalPart,
  responseEndOf,
  responseObject,
} from "./response-object";
import type { Endpoint } from "./routing-snapshot";
import { chatUsageOf, responsesUsageOf } from "./translate-usage";

/** What an answer is called when its provider gave it no name of its own. */
export interface SpareName {
  readonly id: string;
  /** Epoch seconds. */
  readonly createdAt: number;
}

/** For whom an answer of the other endpoint is told. `request` is the caller's own body: a Responses object repeats it. */
export interface Retelling {
  readonly to: Endpoint;
  readonly request: JsonObject;
  readonly spare: SpareName;
}

/**
 * Says a whole, validated answer of the other endpoint in the words of the caller's. `model` stays what the
 * provider reported.
 */
export function translateAnswer(answer: JsonObject, { to, request, spare }: Retelling): JsonObject {
  return to === "chat" ? chatCompletionOf(answer, spare) : responseOf(answer, request, spare);
}

/** Id, time and model of an answer or of a chunk of one, whichever endpoint it came from. */
export function headOf(answer: JsonObject, spare: SpareName): AnswerHead {
  const createdAt = asNumber(answer.created_at) ?? asNumber(answer.created) ?? 0;
  return {
    id: (asText(answer.id) ?? spare.id).replace(/^(chatcmpl-|resp_)/, ""),
    createdAt: createdAt > 0 ? Math.floor(createdAt) : spare.createdAt,
    model: asText(answer.model) ?? "",
    serviceTier: asText(answer.service_tier),
  };
}

function chatCompletionOf(response: JsonObject, spare: SpareName): JsonObject {
  const head = headOf(response, spare);
  const { text, refusal, calls } = spokenIn(response);
  const isSilent = text === "" && (calls.length > 0 || refusal !== null);
  const usage = chatUsageOf(response.usage);
  return {
    id: `chatcmpl-${head.id}`,
    object: "chat.completion",
    created: head.createdAt,
    model: head.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: isSilent ? null : text,
          refusal,
          annotations: [],
          ...(calls.length === 0 ? {} : { tool_calls: calls.map(toolCallOf) }),
        },
        logprobs: null,
        finish_reason: finishReasonOf(response, calls.length > 0),
      },
    ],
    ...(usage === null ? {} : { usage }),
    ...(head.serviceTier === null ? {} : { service_tier: head.serviceTier }),
  };
}

/** Text, refusal and function calls of a Responses object; reasoning is the provider's own and has no place in chat. */
export function spokenIn(response: JsonObject): {
  readonly text: string;
  readonly refusal: string | null;
  readonly calls: readonly JsonObject[];
} {
  let text = "";
  let refusal: string | null = null;
  const calls: JsonObject[] = [];
  for (const entry of asArray(response.output) ?? []) {
    const item = asObject(entry) ?? {};
    if (item.type === "function_call") calls.push(item);
    if (item.type !== "message") continue;
    for (const part of asArray(item.content) ?? []) {
      const { type, text: said, refusal: refused } = asObject(part) ?? {};
      if (type === "output_text") text += asText(said) ?? "";
      if (type === "refusal") refusal = (refusal ?? "") + (asText(refused) ?? "");
    }
  }
  return { text, refusal, calls };
}

/** A function call item as chat's tool call. */
export function toolCallOf(item: JsonObject): JsonObject {
  return {
    id: asText(item.call_id) ?? asText(item.id) ?? "",
    type: "function",
    function: { name: asText(item.name) ?? "", arguments: asText(item.arguments) ?? "" },
  };
}

/** How a Responses answer ended, as chat names it. */
export function finishReasonOf(response: JsonObject, hasCalls: boolean): string {
  const cutBy = asText(asObject(response.incomplete_details)?.reason);
  if (response.status === "incomplete" || cutBy !== null) return chatNameOf(cutBy) ?? "length";
  return hasCalls ? "tool_calls" : "stop";
}

function responseOf(completion: JsonObject, request: JsonObject, spare: SpareName): JsonObject {
  const head = headOf(completion, spare);
  const choice = asObject(asArray(completion.choices)?.[0]) ?? {};
  const message = asObject(choice.message) ?? {};
  const end = responseEndOf(asText(choice.finish_reason));
  const content: JsonObject[] = [];
  const text = contentText(message.content);
  if (text !== "") content.push(outputText(text));
  const refusal = asText(message.refusal);
  if (refusal !== null) content.push(refusalPart(refusal));
  const output = content.length === 0 ? [] : [messageItem(head.id, end.status, content)];
  for (const [index, item] of (asArray(message.tool_calls) ?? []).entries()) {
    const call = asObject(item) ?? {};
    const called = asObject(call.function) ?? {};
    output.push(
      functionCallItem(head.id, index, end.status, {
        callId: asText(call.id) ?? `call_${head.id}_${index}`,
        name: asText(called.name) ?? "",
        arguments: asText(called.arguments) ?? "",
      }),
    );
  }
  return responseObject(head, request, end, output, responsesUsageOf(completion.usage));
}
