import { chatNameOf, readResponsesParts } from "./answer-parts";
import { classifyErrorBody } from "./classify";
import { asObject, asText, type JsonObject } from "./json";
import { bareSignal } from "./signal";
import { type StreamRead, withError, withFinish, withVisible } from "./stream-read";
import { readUsage } from "./usage";

/** Reads one parsed event of a Responses stream. Its kind is the payload's `type`, else the event's name. */
export function readResponsesEvent(
  read: StreamRead,
  eventName: string | null,
  payload: object,
  data: string,
): StreamRead {
  const event = asObject(payload);
  const type = asText(event?.type) ?? eventName ?? "";
  if (
    event === null ||
    type === "error" ||
    eventName === "error" ||
    type === "response.failed" ||
    type === "response.cancelled" ||
    event.error
  ) {
    return readResponsesError(read, type, payload, data);
  }
  switch (type) {
    case "response.output_text.delta":
    case "response.refusal.delta":
      return withVisible(read, asText(event.delta)?.length ?? 0, false);
    case "response.function_call_arguments.delta":
    case "response.custom_tool_call_input.delta":
    case "response.mcp_call_arguments.delta":
    case "response.audio.delta":
      return withVisible(read, 0, asText(event.delta) !== null);
    case "response.output_item.done":
      return asText(asObject(event.item)?.type)?.endsWith("_call") ? { ...read, hasToolCall: true } : read;
    case "response.created":
    case "response.in_progress":
      return withResponse(read, asObject(event.response) ?? {});
    case "response.completed":
    case "response.done":
    case "response.incomplete":
      return readTerminal(read, type, asObject(event.response) ?? {});
    default:
      return read;
  }
}

function withResponse(read: StreamRead, response: JsonObject): StreamRead {
  return { ...read, model: asText(response.model) ?? read.model, responseId: asText(response.id) ?? read.responseId };
}

function readResponsesError(read: StreamRead, type: string, payload: object, data: string): StreamRead {
  const error = classifyErrorBody({ status: 200, bodyText: data, parsed: payload, nowMs: 0 });
  if (error !== null) return withError(read, error);
  return type === "" ? read : withError(read, bareSignal({ class: "server_error", httpStatus: 200 }));
}

function readTerminal(read: StreamRead, type: string, response: JsonObject): StreamRead {
  const known = { ...withResponse(read, response), usage: readUsage(response.usage) ?? read.usage };
  const cutBy = asText(asObject(response.incomplete_details)?.reason);
  if (cutBy === "content_filter") {
    return withError(
      { ...known, finishReason: cutBy },
      bareSignal({ class: "content_policy", detail: cutBy, httpStatus: 200 }),
    );
  }
  if (type === "response.incomplete") {
    return withFinish(known, chatNameOf(cutBy) ?? "length");
  }
  const output = readResponsesParts(response).choices[0];
  const hasToolCall = known.hasToolCall || (output?.toolCalls ?? 0) > 0;
  // A provider that sends no deltas puts its whole text into the last event.
  const lateText = known.isCommitted ? 0 : (output?.text.length ?? 0);
  return withVisible(
    withFinish({ ...known, hasToolCall }, hasToolCall ? "tool_calls" : "stop"),
    lateText,
    !known.isCommitted && output?.hasRefusal === true,
  );
}
