import type { DrillRequestShape } from "./drill";
import type { DrillAnswer } from "./drill-facts";
import { asObject, parseJson } from "./json";

/** What came back over the caller's side. `text` is all of the body, or what came before the connection broke. */
export interface DrillReply {
  /** Null when there was no answer at all. */
  readonly status: number | null;
  readonly text: string;
  readonly isBroken: boolean;
  readonly latencyMs: number;
}

/** Reads a reply as a careful caller would: which documented fields are there, how a stream ended. Keeps no text of it. */
export function readDrillReply(shape: DrillRequestShape, reply: DrillReply): DrillAnswer {
  const { status, text, latencyMs } = reply;
  const isStream = shape === "streamed" && status === 200;
  if (isStream) return { shape, httpStatus: status, latencyMs, ...readStream(text, reply.isBroken) };
  const body = asObject(parseJson(text));
  const isError = status === null || status >= 400;
  const defects = isError ? errorDefects(body) : chatDefects(body);
  const errorCode = stringOf(asObject(body?.error)?.code);
  return {
    shape,
    httpStatus: status,
    errorCode,
    defects: reply.isBroken ? ["cut off"] : defects,
    stream: null,
    latencyMs,
  };
}

/** Source: seed 003, smoke assertions: `object`, at least one choice, role, content, a documented finish reason. */
function chatDefects(body: Readonly<Record<string, unknown>> | null): readonly string[] {
  if (body === null) return ["not JSON"];
  const choice = Array.isArray(body.choices) ? asObject(body.choices[0]) : null;
  if (choice === null) return ["no choices"];
  const message = asObject(choice.message);
  const hasCall = Array.isArray(message?.tool_calls) && message.tool_calls.length > 0;
  const defects: string[] = [];
  if (body.object !== "chat.completion") defects.push("object");
  if (message?.role !== "assistant") defects.push("role");
  if (!hasCall && (typeof message?.content !== "string" || message.content === "")) defects.push("content");
  if (!FINISH_REASONS.includes(String(choice.finish_reason))) defects.push("finish_reason");
  return defects;
}

const FINISH_REASONS = ["stop", "length", "tool_calls", "content_filter", "function_call"];

/** Source: seed 003: `error.message` and `error.type` not empty, `error.code` present or null. */
function errorDefects(body: Readonly<Record<string, unknown>> | null): readonly string[] {
  const error = asObject(body?.error);
  if (error === null) return ["no error envelope"];
  const defects: string[] = [];
  if (!stringOf(error.message)) defects.push("error.message");
  if (!stringOf(error.type)) defects.push("error.type");
  if (error.code === undefined) defects.push("error.code");
  return defects;
}

function readStream(text: string, isBroken: boolean): Pick<DrillAnswer, "errorCode" | "defects" | "stream"> {
  let hasText = false;
  let hasFinish = false;
  let errorFrames = 0;
  let errorCode: string | null = null;
  const events = text
    .split(/\r?\n\r?\n/)
    .flatMap((frame) => frame.split(/\r?\n/).filter((line) => line.startsWith("data:")));
  const payloads = events.map((line) => line.slice(5).trim());
  for (const payload of payloads) {
    const frame = asObject(parseJson(payload));
    const error = asObject(frame?.error);
    if (error !== null) {
      errorFrames += 1;
      errorCode = stringOf(error.code);
    }
    const choice = Array.isArray(frame?.choices) ? asObject(frame.choices[0]) : null;
    if (stringOf(asObject(choice?.delta)?.content)) hasText = true;
    if (stringOf(choice?.finish_reason)) hasFinish = true;
  }
  const hasDone = payloads.includes("[DONE]");
  const isSuccess = errorFrames === 0;
  const defects = isSuccess ? [...(hasText ? [] : ["content"]), ...(hasFinish ? [] : ["finish_reason"])] : [];
  if (isBroken && isSuccess) defects.push("cut off");
  return { errorCode, defects, stream: { hasText, hasDone, errorFrames } };
}

function stringOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
