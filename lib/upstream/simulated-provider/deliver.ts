import type { ServerResponse } from "node:http";
import type { ErrorAnswer } from "./error-answer";
import type { ActiveFault } from "./fault";
import type { Frame } from "./frame";

/** When the first token comes and how fast the others follow, in milliseconds. */
export interface Pace {
  readonly firstTokenMs: number;
  readonly perTokenMs: number;
}

/** Timers fire about once a millisecond at best, so faster models write several tokens at a time. */
const SHORTEST_PAUSE_MS = 15;

const MALFORMED = '{"choices":[{"delta":{"content": <<<cut';

export function deliverError(response: ServerResponse, answer: ErrorAnswer): void {
  response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** A whole JSON answer, or what is left of it under a fault. */
export async function deliverBody(
  response: ServerResponse,
  body: unknown,
  tokenCount: number,
  pace: Pace,
  fault: ActiveFault,
): Promise<void> {
  const text = bodyUnder(fault, body);
  await pause(response, pace.firstTokenMs + pace.perTokenMs * tokenCount + addedDelayMs(fault));
  if (response.destroyed) return;
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  if (fault.kind !== "cut_mid_stream" && fault.kind !== "stall_mid_stream" && fault.kind !== "error_mid_stream") {
    response.end(text);
    return;
  }
  response.write(text.slice(0, text.length / 2), () => {
    if (fault.kind !== "stall_mid_stream") response.destroy();
  });
}

/** The same answer as events, paced like a model that writes; a fault strikes in the middle of the tokens. */
export async function deliverFrames(
  response: ServerResponse,
  frames: readonly Frame[],
  pace: Pace,
  fault: ActiveFault,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  const tokenCount = frames.reduce((count, frame) => count + Number(frame.isToken), 0);
  const breakAt = Math.max(1, Math.floor(tokenCount / 2));
  let pending = "";
  let tokensSeen = 0;
  let owedMs = pace.firstTokenMs + addedDelayMs(fault);
  for (const frame of framesUnder(fault, frames)) {
    if (frame.isToken) {
      if (owedMs >= SHORTEST_PAUSE_MS || (tokensSeen === 0 && owedMs > 0)) {
        if (pending !== "") response.write(pending);
        pending = "";
        await pause(response, owedMs);
        if (response.destroyed) return;
        owedMs = 0;
      }
      owedMs += pace.perTokenMs;
      if (tokensSeen === breakAt && (await strike(response, pending, fault))) return;
      tokensSeen += 1;
    }
    pending += frame.text;
  }
  response.end(pending);
}

/** Breaks the stream at this point when the fault says so; true when nothing more may be written. */
async function strike(response: ServerResponse, pending: string, fault: ActiveFault): Promise<boolean> {
  if (fault.kind === "stall_mid_stream") {
    response.write(pending);
    return true;
  }
  if (fault.kind === "cut_mid_stream") {
    response.write(pending, () => response.destroy());
    return true;
  }
  if (fault.kind === "error_mid_stream") {
    const error = { message: "The server had an error while processing your request.", type: "server_error" };
    response.end(`${pending}data: ${JSON.stringify({ error: { ...error, param: null, code: null } })}\n\n`);
    return true;
  }
  return false;
}

function bodyUnder(fault: ActiveFault, body: unknown): string {
  const isMalformed = fault.kind === "malformed_json" || fault.kind === "malformed_chunk";
  return isMalformed ? MALFORMED : JSON.stringify(body);
}

function framesUnder(fault: ActiveFault, frames: readonly Frame[]): readonly Frame[] {
  const malformed = { text: `data: ${MALFORMED}\n\n`, isToken: true };
  switch (fault.kind) {
    case "malformed_json":
      return frames.map((frame) => (frame.isToken ? malformed : frame));
    case "malformed_chunk": {
      const middle = Math.floor(frames.length / 2);
      return [...frames.slice(0, middle), malformed, ...frames.slice(middle)];
    }
    case "missing_done":
      return frames.filter((frame) => !frame.text.includes("[DONE]"));
    case "missing_terminal":
      return frames.slice(0, frames.findLastIndex((frame) => frame.isToken) + 1);
    default:
      return frames;
  }
}

function addedDelayMs(fault: ActiveFault): number {
  return fault.kind === "slow_first_token" ? fault.delayMs : 0;
}

/** Waits, or returns early when the caller leaves. */
function pause(response: ServerResponse, ms: number): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      response.removeListener("close", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    response.once("close", finish);
  });
}
