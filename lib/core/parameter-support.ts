import type { RequestFacts } from "./request-facts";
import type { AdaptRules, Endpoint, RouteCapabilities } from "./routing-snapshot";

/** Parameters a number out of range may be moved to the nearest accepted value of. */
export const CLAMPABLE_PARAMETERS = ["temperature", "n"] as const;
/** Parameters that may be sent under the other name they have; `max_tokens` stands for both names of the output limit. */
export const MAPPABLE_PARAMETERS = ["max_tokens"] as const;
/** Parameters an answer is still an answer without. Tools, images and streaming are not: they are what was asked for. */
export const DROPPABLE_PARAMETERS = ["temperature", "n", "logprobs", "reasoning_effort", "response_format"] as const;

export type ClampableParameter = (typeof CLAMPABLE_PARAMETERS)[number];
export type MappableParameter = (typeof MAPPABLE_PARAMETERS)[number];
export type DroppableParameter = (typeof DROPPABLE_PARAMETERS)[number];

/** One request parameter: which fields of a body it is, which capability it needs, how it may be adapted. */
export interface ParameterSupport {
  /** As records name it: `incompatible_candidate: <name>`. */
  readonly name: string;
  readonly capability: keyof RouteCapabilities;
  /** `a.b` is a field of an object, `a[b]` an entry of a list. Only those that dropping the parameter removes. */
  readonly fields: Readonly<Record<Endpoint, readonly string[]>>;
  readonly isHonoured: (can: RouteCapabilities, facts: RequestFacts) => boolean;
  readonly clamp?: ClampableParameter;
  readonly map?: MappableParameter;
  readonly drop?: DroppableParameter;
}

const NO_FIELDS = { chat: [], responses: [] } as const;
/** Of both endpoints: a caller that mixes them up asks for logprobs all the same. */
const LOGPROBS_FIELDS = ["logprobs", "top_logprobs", "include[message.output_text.logprobs]"] as const;

/** In the order a candidate is checked: the first parameter it does not honour is the one that is named. */
export const PARAMETER_SUPPORT: readonly ParameterSupport[] = [
  {
    name: "stream",
    capability: "streaming",
    fields: NO_FIELDS,
    isHonoured: (can, facts) => can.streaming || !facts.stream,
  },
  {
    name: "temperature",
    capability: "temperature",
    fields: { chat: ["temperature"], responses: ["temperature"] },
    isHonoured: (can, { temperature }) =>
      temperature === null ||
      can.temperature === null ||
      (temperature >= can.temperature[0] && temperature <= can.temperature[1]),
    clamp: "temperature",
    drop: "temperature",
  },
  {
    name: "n",
    capability: "n",
    fields: { chat: ["n"], responses: [] },
    isHonoured: (can, { n }) => n === null || can.n === null || n <= can.n,
    clamp: "n",
    drop: "n",
  },
  {
    name: "logprobs",
    capability: "logprobs",
    fields: { chat: LOGPROBS_FIELDS, responses: LOGPROBS_FIELDS },
    isHonoured: (can, facts) => can.logprobs || !facts.logprobs,
    drop: "logprobs",
  },
  {
    name: "tools",
    capability: "tools",
    fields: NO_FIELDS,
    isHonoured: (can, facts) => can.tools || !facts.tools,
  },
  {
    name: "response_format",
    capability: "jsonSchema",
    fields: { chat: ["response_format"], responses: ["text.format"] },
    isHonoured: (can, facts) => can.jsonSchema || facts.jsonSchema === null,
    drop: "response_format",
  },
  {
    name: "vision",
    capability: "vision",
    fields: NO_FIELDS,
    isHonoured: (can, facts) => can.vision || !facts.vision,
  },
  {
    name: "reasoning_effort",
    capability: "reasoningEffort",
    fields: { chat: ["reasoning_effort"], responses: ["reasoning.effort"] },
    isHonoured: (can, facts) => can.reasoningEffort || facts.reasoningEffort === null,
    drop: "reasoning_effort",
  },
  {
    name: "max_tokens",
    capability: "maxTokensField",
    fields: { chat: ["max_tokens"], responses: [] },
    isHonoured: (can, facts) =>
      can.maxTokensField !== "max_completion_tokens" ||
      (facts.maxTokensField !== "max_tokens" && !facts.hasBothMaxTokens),
    map: "max_tokens",
  },
  {
    name: "max_completion_tokens",
    capability: "maxTokensField",
    fields: { chat: ["max_completion_tokens"], responses: [] },
    isHonoured: (can, facts) => can.maxTokensField !== "max_tokens" || facts.maxTokensField !== "max_completion_tokens",
    map: "max_tokens",
  },
];

/** Whether the alias lets this parameter be changed so that a route honours it. */
export function mayAdapt({ clamp, map, drop }: ParameterSupport, rules: AdaptRules): boolean {
  return (
    (clamp !== undefined && rules.clamp.includes(clamp)) ||
    (map !== undefined && rules.map.includes(map)) ||
    (drop !== undefined && rules.drop.includes(drop))
  );
}
