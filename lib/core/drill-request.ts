import type { DrillRequestShape } from "./drill";

export interface DrillRequestOptions {
  readonly alias: string;
  /** Keeps the request in one arm. */
  readonly session: string;
  /** Keys the alias requires of a JSON answer; empty for plain text. */
  readonly requiredJsonKeys: readonly string[];
}

const USER_PREFIX = "drill-";

/** What the `nth` request of a drill sends as `user`; it keeps a session of its own. */
export function drillUser(nth: number): string {
  return `${USER_PREFIX}${nth}`;
}

/** Whether a provider's caller says it is a drill. Decides nothing in the gateway: any caller may say so. */
export function isDrillUser(user: string): boolean {
  return user.startsWith(USER_PREFIX);
}

/** The body of a sanitized synthetic Chat Completions request: made-up text, no customer data, nothing secret. */
export function drillRequest(shape: DrillRequestShape, options: DrillRequestOptions): Record<string, unknown> {
  const { alias: model, session: user, requiredJsonKeys } = options;
  const common = { model, user, ...jsonAnswer(requiredJsonKeys) };
  const ask = { role: "user", content: "Synthetic check. Answer in one short sentence that the path works." };
  switch (shape) {
    case "short":
      return { ...common, messages: [ask] };
    case "multi_turn":
      return {
        ...common,
        messages: [
          { role: "system", content: "You confirm that a synthetic check works. Do not include secrets." },
          { role: "user", content: "Synthetic check: are you there?" },
          { role: "assistant", content: "Yes, the path works." },
          ask,
        ],
      };
    case "every_option":
      return { ...common, messages: [ask], temperature: 1, n: 1, stream: false };
    case "streamed":
      return { ...common, messages: [ask], stream: true, stream_options: { include_usage: true } };
    case "invalid":
      return { model, user, messages: "not a list of messages" };
  }
}

function jsonAnswer(keys: readonly string[]): Record<string, unknown> {
  if (keys.length === 0) return {};
  const properties = Object.fromEntries(keys.map((key) => [key, { type: "string" }]));
  const schema = { type: "object", properties, required: keys, additionalProperties: false };
  return { response_format: { type: "json_schema", json_schema: { name: "synthetic_check", strict: true, schema } } };
}
