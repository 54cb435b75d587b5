import {
  type FieldRule,
  type FieldRules,
  isNothing,
  named,
  type Obstacle,
  READ_ELSEWHERE,
  refuse,
  same,
  translateFields,
  unless,
} from "./field-rules";
import { asObject, type JsonObject } from "./json";
import type { Endpoint } from "./routing-snapshot";
import { inputItemsOf } from "./translate-input";
import { messagesOf } from "./translate-messages";
import { chatFormat, responsesFormat } from "./translate-text-format";
import { chatToolChoice, chatTools, responsesToolChoice, responsesTools } from "./translate-tools";

/** Chat has two names for the output limit; not every route takes both. */
export type ChatLimitField = "max_tokens" | "max_completion_tokens";

/** The request in the other endpoint's words, or the field that cannot be said there. */
export type TranslatedRequest =
  | { readonly body: JsonObject; readonly incompatible?: never }
  | { readonly body?: never; readonly incompatible: string };

/**
 * Says a request that was sent to endpoint `from` in the words of the other one. Either everything that steers the
 * answer survives, or the request is refused with the field named: nothing is dropped in silence, unknown fields
 * included. `limitField` is the name a chat route takes the output limit under. The body is not changed; long texts are shared, not copied. Source: reference/provider-protocol.md 2.
 */
export function translateRequest(
  from: Endpoint,
  body: JsonObject,
  limitField: ChatLimitField = "max_completion_tokens",
): TranslatedRequest {
  const obstacle: Obstacle = { field: null };
  const translated = from === "chat" ? responsesRequest(body, obstacle) : chatRequest(body, limitField, obstacle);
  return obstacle.field === null ? { body: translated } : { incompatible: obstacle.field };
}

const is =
  (expected: unknown): ((value: unknown) => boolean) =>
  (value) =>
    value === expected;

/** What both endpoints call by one name. */
const SHARED: FieldRules = Object.fromEntries(
  [
    "model",
    "stream",
    "temperature",
    "top_p",
    "metadata",
    "user",
    "safety_identifier",
    "service_tier",
    "parallel_tool_calls",
    "prompt_cache_key",
    "prompt_cache_retention",
  ].map(same),
);

/** Both names of the limit in chat; two different limits are the provider's to refuse, not ours to choose from. */
const tokenLimit: FieldRule = (value, out, obstacle, path) => {
  if (out.max_output_tokens !== undefined && out.max_output_tokens !== value) refuse(obstacle, path);
  out.max_output_tokens = value;
};

/** Chat Completions to Responses, field by field. What is missing here cannot be said there. */
const FROM_CHAT: FieldRules = {
  ...SHARED,
  messages: (value, out, obstacle) => {
    out.input = inputItemsOf(value, obstacle);
  },
  max_tokens: tokenLimit,
  max_completion_tokens: tokenLimit,
  reasoning_effort: (value, out) => {
    out.reasoning = { effort: value };
  },
  response_format: (value, out, obstacle, path) => {
    out.text = { ...asDraft(out.text), format: responsesFormat(value, obstacle, path) };
  },
  verbosity: (value, out) => {
    out.text = { ...asDraft(out.text), verbosity: value };
  },
  tools: (value, out, obstacle) => {
    out.tools = responsesTools(value, obstacle);
  },
  tool_choice: (value, out, obstacle) => {
    out.tool_choice = responsesToolChoice(value, obstacle);
  },
  stream_options: (value, out, obstacle, path) => {
    const options = translateFields(
      asDraft(value),
      { include_usage: READ_ELSEWHERE, include_obfuscation: named("include_obfuscation") },
      obstacle,
      `${path}.`,
    );
    if (Object.keys(options).length > 0) out.stream_options = options;
  },
  n: unless(is(1)),
  logprobs: unless(is(false)),
  top_logprobs: unless(is(0)),
  frequency_penalty: unless(is(0)),
  presence_penalty: unless(is(0)),
  store: unless(is(false)),
  stop: unless(isNothing),
  modalities: unless((value) => Array.isArray(value) && value.every(is("text"))),
};

function responsesRequest(body: JsonObject, obstacle: Obstacle): JsonObject {
  // Chat keeps nothing unless asked to; Responses keeps everything unless told not to.
  return { ...translateFields(body, FROM_CHAT, obstacle), store: false };
}

/** Responses to Chat Completions, field by field. */
const FROM_RESPONSES: FieldRules = {
  ...SHARED,
  input: READ_ELSEWHERE,
  instructions: READ_ELSEWHERE,
  reasoning: (value, out, obstacle, path) => {
    Object.assign(out, translateFields(asDraft(value), { effort: named("reasoning_effort") }, obstacle, `${path}.`));
  },
  text: (value, out, obstacle, path) => {
    Object.assign(out, translateFields(asDraft(value), TEXT_FIELDS, obstacle, `${path}.`));
  },
  tools: (value, out, obstacle) => {
    out.tools = chatTools(value, obstacle);
  },
  tool_choice: (value, out, obstacle) => {
    out.tool_choice = chatToolChoice(value, obstacle);
  },
  stream_options: (value, out, obstacle, path) => {
    out.stream_options = translateFields(
      asDraft(value),
      { include_obfuscation: named("include_obfuscation") },
      obstacle,
      `${path}.`,
    );
  },
  background: unless(is(false)),
  store: unless(is(false)),
  truncation: unless(is("disabled")),
  top_logprobs: unless(is(0)),
  // A model that keeps its reasoning to itself has none to encrypt: the promise holds without doing anything.
  include: unless((value) => Array.isArray(value) && value.every(is("reasoning.encrypted_content"))),
};

const TEXT_FIELDS: FieldRules = {
  format: (value, out, obstacle, path) => {
    out.response_format = chatFormat(value, obstacle, path);
  },
  verbosity: named("verbosity"),
};

function chatRequest(body: JsonObject, limitField: ChatLimitField, obstacle: Obstacle): JsonObject {
  const out = translateFields(body, { ...FROM_RESPONSES, max_output_tokens: named(limitField) }, obstacle);
  out.messages = messagesOf(body.instructions, body.input, obstacle);
  // A Responses stream ends with the usage; a chat stream tells it only when asked.
  if (body.stream === true) out.stream_options = { ...asDraft(out.stream_options), include_usage: true };
  if (isNothing(out.tools)) dropToolSettings(out);
  return out;
}

/** Chat refuses tool settings without tools, where they mean nothing anyway. */
function dropToolSettings(out: Record<string, unknown>): void {
  delete out.tools;
  delete out.parallel_tool_calls;
  if (out.tool_choice === "auto" || out.tool_choice === "none") delete out.tool_choice;
}

function asDraft(value: unknown): JsonObject {
  return asObject(value) ?? {};
}
