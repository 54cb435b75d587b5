import type { ReasonCode } from "../core/reason-code";
import type { Endpoint } from "../core/routing-snapshot";

/**
 * The frames that end a stream which cannot be completed, so that both official SDKs raise instead of taking what came
 * for an answer: chat one `error` frame and no `[DONE]`; Responses an `error` event, then `response.failed`, numbered
 * from `sequence` on.
 */
export function errorFrames(endpoint: Endpoint, reason: ReasonCode, message: string, sequence: number): Buffer {
  const error = { message, type: "switchyard_error", code: reason, param: null };
  if (endpoint === "chat") return Buffer.from(`data: ${JSON.stringify({ error })}\n\n`);
  const event = { type: "error", sequence_number: sequence, error };
  const failed = {
    type: "response.failed",
    sequence_number: sequence + 1,
    response: {
      object: "response",
      status: "failed",
      error: { code: reason, message },
      incomplete_details: null,
      output: [],
      usage: null,
    },
  };
  return Buffer.from(
    `event: error\ndata: ${JSON.stringify(event)}\n\nevent: response.failed\ndata: ${JSON.stringify(failed)}\n\n`,
  );
}

const SEQUENCE = /"sequence_number"\s*:\s*(\d{1,15})/g;

/** Frames of a Responses stream with a number in them, as far as a quick look can tell. */
export function isNumbered(frames: Buffer): boolean {
  return frames.includes('"sequence_number"');
}

/** The number that follows on these frames; 0 when they have none. */
export function sequenceAfter(frames: Buffer | null): number {
  const last = [...(frames?.toString("latin1").matchAll(SEQUENCE) ?? [])].at(-1)?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}
