import { type Answer, answerText } from "./answer";
import { DONE_FRAME, dataFrame, type Frame } from "./frame";

export interface ChatOptions {
  readonly choiceCount: number;
  /** The usage chunk before `[DONE]`; OpenAI sends it when asked to, CometAPI always. */
  readonly isUsageSent: boolean;
}

/** A `chat.completion` object. */
export function chatBody(answer: Answer, { choiceCount }: ChatOptions): unknown {
  return {
    id: `chatcmpl-${answer.id}`,
    object: "chat.completion",
    created: answer.createdAt,
    model: answer.model,
    choices: Array.from({ length: choiceCount }, (_, index) => ({
      index,
      message: {
        role: "assistant",
        content: answer.toolCall === null ? answerText(answer) : null,
        refusal: null,
        annotations: [],
        ...(answer.toolCall === null ? {} : { tool_calls: [toolCall(answer.toolCall)] }),
      },
      logprobs: null,
      finish_reason: answer.finishReason,
    })),
    usage: chatUsage(answer, choiceCount),
    service_tier: "default",
    system_fingerprint: "fp_simulated",
  };
}

/** The same answer as `chat.completion.chunk` frames: role, tokens, finish reason, usage when asked for, `[DONE]`. */
export function chatFrames(answer: Answer, { choiceCount, isUsageSent }: ChatOptions): Frame[] {
  const frames: Frame[] = [];
  for (let index = 0; index < choiceCount; index += 1) {
    const say = (delta: unknown, finishReason: string | null, isToken = false) =>
      frames.push(
        dataFrame(
          chunk(answer, [{ index, delta, logprobs: null, finish_reason: finishReason }], isUsageSent, null),
          isToken,
        ),
      );
    say({ role: "assistant", content: answer.toolCall === null ? "" : null, refusal: null }, null);
    for (const piece of answer.pieces) say({ content: piece }, null, true);
    if (answer.toolCall !== null) {
      const { id, name, argumentPieces } = answer.toolCall;
      say({ tool_calls: [{ index: 0, id, type: "function", function: { name, arguments: "" } }] }, null);
      for (const piece of argumentPieces) {
        say({ tool_calls: [{ index: 0, function: { arguments: piece } }] }, null, true);
      }
    }
    say({}, answer.finishReason);
  }
  if (isUsageSent) frames.push(dataFrame(chunk(answer, [], true, chatUsage(answer, choiceCount))));
  frames.push(DONE_FRAME);
  return frames;
}

function chunk(answer: Answer, choices: unknown[], hasUsage: boolean, usage: unknown) {
  return {
    id: `chatcmpl-${answer.id}`,
    object: "chat.completion.chunk",
    created: answer.createdAt,
    model: answer.model,
    service_tier: "default",
    system_fingerprint: "fp_simulated",
    choices,
    ...(hasUsage ? { usage } : {}),
  };
}

function toolCall(call: NonNullable<Answer["toolCall"]>) {
  return { id: call.id, type: "function", function: { name: call.name, arguments: call.argumentPieces.join("") } };
}

function chatUsage(answer: Answer, choiceCount: number) {
  const completionTokens = answer.outputTokens * choiceCount;
  return {
    prompt_tokens: answer.inputTokens,
    completion_tokens: completionTokens,
    total_tokens: answer.inputTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
