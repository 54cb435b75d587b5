import type { ReasonCode } from "../core/reason-code";
import type { Endpoint } from "../core/routing-snapshot";

/**
 * The frames that end a stream which cannot be completed, so that both official SDKs raise instead of taking what came
 * for an answer: chat one `error` frame and no `[DONE]`; Responses an `error` event, then `response.failed`.
 */
export function errorFrames(endpoint: Endpoint, reason: ReasonCode, message: string): Buffer {
  const error = { message, type: "switchyard_error", code: reason, param: null };
  if (endpoint === "chat") return Buffer.from(`data: ${JSON.stringify({ error })}\n\n`);
  // Sequence numbers only have to grow; the provider's own last one is not known after a cut.
  const sequence = 1_000_000_000;
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
