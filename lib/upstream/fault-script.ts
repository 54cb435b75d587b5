import { assertNever } from "../core/assert-never";
import type { DrillFault } from "../core/drill-fault";
import type { Endpoint } from "../core/routing-snapshot";

/** What happens next on the wire of a provider call that a fault has taken over. */
export type ScriptStep =
  | { readonly kind: "head"; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: "data"; readonly text: string }
  | { readonly kind: "end" }
  | { readonly kind: "break" }
  /** Nothing more comes but this text, again and again; none at all when it is empty. */
  | { readonly kind: "hold"; readonly text: string };

export interface FaultedCall {
  readonly endpoint: Endpoint;
  readonly stream: boolean;
  readonly model: string;
  /** The `Retry-After` of a rate limit. */
  readonly retryAfterSeconds: number;
}

const ID = "drill";
const JSON_HEAD: ScriptStep = head(200, "application/json");
const STREAM_HEAD: ScriptStep = head(200, "text/event-stream; charset=utf-8");

/** The provider's side of a call under a fault, in order, starting after the request was taken. */
export function faultScript(fault: DrillFault, call: FaultedCall): readonly ScriptStep[] {
  switch (fault.kind) {
    case "server_error":
      return errorAnswer(fault.status, {
        message: "Injected by a drill: the server had an error.",
        type: "server_error",
        code: null,
      });
    case "bad_key":
      return errorAnswer(401, {
        message: "Injected by a drill: the key is not known.",
        type: "invalid_request_error",
        code: "invalid_api_key",
      });
    case "rate_limited": {
      const error = {
        message: "Injected by a drill: rate limit reached.",
        type: "requests",
        code: "rate_limit_exceeded",
      };
      return errorAnswer(429, error, { "retry-after": String(call.retryAfterSeconds) });
    }
    case "reset":
      return [{ kind: "break" }];
    case "silence":
      return [{ kind: "hold", text: "" }];
    case "no_first_token":
      return call.stream ? [STREAM_HEAD, { kind: "hold", text: ": keep-alive\n\n" }] : [{ kind: "hold", text: "" }];
    case "cut":
      return [...opened(call, fault.when === "after_partial_output"), { kind: "break" }];
    case "stall":
      return [...opened(call, true), { kind: "hold", text: "" }];
    case "empty_output":
      return call.stream ? emptyStream(call) : [JSON_HEAD, data(emptyBody(call)), { kind: "end" }];
    case "unparsable_output":
      return [call.stream ? STREAM_HEAD : JSON_HEAD, { kind: "data", text: '{"choices":[{"mess' }, { kind: "end" }];
    default:
      return assertNever(fault);
  }
}

function head(status: number, contentType: string, more: Readonly<Record<string, string>> = {}): ScriptStep {
  return { kind: "head", status, headers: { "content-type": contentType, "x-request-id": ID, ...more } };
}

function data(value: unknown): ScriptStep {
  return { kind: "data", text: JSON.stringify(value) };
}

function errorAnswer(
  status: number,
  error: { readonly message: string; readonly type: string; readonly code: string | null },
  headers: Readonly<Record<string, string>> = {},
): readonly ScriptStep[] {
  const envelope = data({ error: { ...error, param: null } });
  return [head(status, "application/json", headers), envelope, { kind: "end" }];
}

/** An answer that has begun: with some visible text, or with nothing that anybody would see. */
function opened(call: FaultedCall, hasText: boolean): readonly ScriptStep[] {
  if (!call.stream) return [JSON_HEAD, { kind: "data", text: '{"id":"drill","object":"chat.comp' }];
  const frames = call.endpoint === "chat" ? chatOpening(call, hasText) : responsesOpening(call, hasText);
  return [STREAM_HEAD, ...frames.map((text): ScriptStep => ({ kind: "data", text }))];
}

function chatOpening(call: FaultedCall, hasText: boolean): readonly string[] {
  const say = (delta: unknown) => chatFrame(call, delta, null);
  const first = say({ role: "assistant", content: "" });
  return hasText ? [first, say({ content: "This answer " }), say({ content: "breaks off" })] : [first];
}

function responsesOpening({ model }: FaultedCall, hasText: boolean): readonly string[] {
  const response = { id: ID, object: "response", status: "in_progress", model, output: [], usage: null };
  const created = named("response.created", { sequence_number: 0, response });
  if (!hasText) return [created];
  const item = { id: "msg", type: "message", status: "in_progress", role: "assistant", content: [] };
  const part = { type: "output_text", text: "", annotations: [] };
  const place = { item_id: "msg", output_index: 0, content_index: 0 };
  return [
    created,
    named("response.output_item.added", { sequence_number: 1, output_index: 0, item }),
    named("response.content_part.added", { sequence_number: 2, ...place, part }),
    named("response.output_text.delta", { sequence_number: 3, ...place, delta: "This answer breaks off" }),
  ];
}

function emptyStream(call: FaultedCall): readonly ScriptStep[] {
  const { model } = call;
  const response = { id: ID, object: "response", status: "completed", model, output: [], usage: null };
  const frames =
    call.endpoint === "chat"
      ? [chatFrame(call, { role: "assistant", content: "" }, null), chatFrame(call, {}, "stop"), "data: [DONE]\n\n"]
      : [named("response.completed", { sequence_number: 0, response })];
  return [STREAM_HEAD, ...frames.map((text): ScriptStep => ({ kind: "data", text })), { kind: "end" }];
}

function emptyBody({ endpoint, model }: FaultedCall): unknown {
  if (endpoint === "responses") {
    return { id: ID, object: "response", status: "completed", model, output: [], usage: null };
  }
  const message = { role: "assistant", content: "" };
  const choices = [{ index: 0, message, finish_reason: "stop" }];
  const usage = { prompt_tokens: 12, completion_tokens: 0, total_tokens: 12 };
  return { id: ID, object: "chat.completion", created: 0, model, choices, usage };
}

function chatFrame({ model }: FaultedCall, delta: unknown, finishReason: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ id: ID, object: "chat.completion.chunk", created: 0, model, choices })}\n\n`;
}

function named(type: string, fields: Readonly<Record<string, unknown>>): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}
