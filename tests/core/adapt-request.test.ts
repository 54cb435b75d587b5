import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adaptRequest, firstIncompatible } from "@/lib/core/adapt-request";
import { withProfile } from "@/lib/core/capability-profile";
import type { JsonObject } from "@/lib/core/json";
import { CLAMPABLE_PARAMETERS, DROPPABLE_PARAMETERS } from "@/lib/core/parameter-support";
import { readRequestFacts } from "@/lib/core/request-facts";
import type { AdaptRules, Endpoint, RouteCapabilities } from "@/lib/core/routing-snapshot";
import { NOTHING_ADAPTED, routeWith } from "./routing-fixture";

const able = routeWith("able").capabilities;
const routes = {
  gpt: withProfile({ ...able, maxTokensField: "max_completion_tokens" }, "openai_gpt"),
  claude: withProfile({ ...able, maxTokensField: "max_tokens" }, "claude_compat"),
  gemini: withProfile(able, "gemini_compat"),
  plain: { ...able, jsonSchema: false },
} satisfies Record<string, RouteCapabilities>;
type RouteName = keyof typeof routes;

const ALL: AdaptRules = { clamp: CLAMPABLE_PARAMETERS, map: ["max_tokens"], drop: DROPPABLE_PARAMETERS };
const messages = [{ role: "user", content: "Hi" }];
const schema = { type: "object" };

/** The fields sent and, as `$`, what the record says; or why nothing was sent or changed. */
function adapt(
  endpoint: Endpoint,
  capabilities: RouteCapabilities,
  fields: JsonObject,
  rules = ALL,
  reset = false,
): JsonObject | string {
  const prompt = endpoint === "chat" ? { messages } : { input: "Hi" };
  const body = Object.freeze({ model: "alias", ...prompt, ...fields });
  const route = routeWith("r", { capabilities });
  const adapted = adaptRequest({
    body,
    endpoint,
    route,
    facts: readRequestFacts(endpoint, body),
    rules,
    resetsContext: reset,
  });
  if (adapted.kind !== "adapted") return adapted.kind === "unchanged" ? "unchanged" : `refused: ${adapted.parameter}`;
  const { model: _model, messages: _messages, input: _input, ...rest } = adapted.body;
  return { ...rest, $: adapted.adaptations };
}

describe("parameters x routes", () => {
  it.each<[Endpoint, RouteName, JsonObject, ReturnType<typeof adapt>]>([
    ["chat", "gpt", { temperature: 1.7, n: 100 }, "unchanged"],
    ["chat", "claude", { temperature: 1.7 }, { temperature: 1, $: ["temperature clamped from 1.7 to 1"] }],
    ["chat", "gemini", { temperature: 1.7 }, "unchanged"],
    ["chat", "gemini", { temperature: -1 }, { temperature: 0, $: ["temperature clamped from -1 to 0"] }],
    ["responses", "claude", { temperature: 2 }, { temperature: 1, $: ["temperature clamped from 2 to 1"] }],
    ["chat", "claude", { n: 3 }, { n: 1, $: ["n clamped from 3 to 1"] }],
    ["chat", "gemini", { n: 9 }, { n: 8, $: ["n clamped from 9 to 8"] }],
    ["chat", "claude", { logprobs: true, top_logprobs: 4 }, { $: ["logprobs dropped"] }],
    ["chat", "gpt", { logprobs: true, top_logprobs: 4 }, "unchanged"],
    [
      "responses",
      "gemini",
      { top_logprobs: 4, include: ["message.output_text.logprobs", "reasoning.encrypted_content"] },
      { include: ["reasoning.encrypted_content"], $: ["logprobs dropped"] },
    ],
    ["responses", "gemini", { include: ["message.output_text.logprobs"] }, { $: ["logprobs dropped"] }],
    ["chat", "claude", { reasoning_effort: "high" }, { $: ["reasoning_effort dropped"] }],
    ["responses", "claude", { reasoning: { effort: "high" } }, { $: ["reasoning_effort dropped"] }],
    [
      "responses",
      "claude",
      { reasoning: { effort: "high", summary: "auto" } },
      { reasoning: { summary: "auto" }, $: ["reasoning_effort dropped"] },
    ],
    ["chat", "gpt", { reasoning_effort: "high" }, "unchanged"],
    ["chat", "gpt", { max_tokens: 9 }, { max_completion_tokens: 9, $: ["max_tokens sent as max_completion_tokens"] }],
    [
      "chat",
      "claude",
      { max_completion_tokens: 9 },
      { max_tokens: 9, $: ["max_completion_tokens sent as max_tokens"] },
    ],
    ["chat", "gemini", { max_completion_tokens: 9 }, "unchanged"],
    ["responses", "gpt", { max_output_tokens: 9 }, "unchanged"],
    [
      "chat",
      "gpt",
      { max_tokens: 9, max_completion_tokens: 7 },
      { max_completion_tokens: 7, $: ["max_tokens dropped for max_completion_tokens"] },
    ],
    [
      "chat",
      "claude",
      { max_tokens: 9, max_completion_tokens: 7 },
      { max_tokens: 7, $: ["max_completion_tokens sent as max_tokens"] },
    ],
    [
      "chat",
      "plain",
      { response_format: { type: "json_schema", json_schema: { schema } } },
      { $: ["response_format dropped"] },
    ],
    [
      "responses",
      "plain",
      { text: { verbosity: "low", format: { type: "json_schema", schema } } },
      { text: { verbosity: "low" }, $: ["response_format dropped"] },
    ],
    [
      "chat",
      "claude",
      { temperature: 2, n: 4, reasoning_effort: "low", top_p: 0.5 },
      {
        temperature: 1,
        n: 1,
        top_p: 0.5,
        $: ["temperature clamped from 2 to 1", "n clamped from 4 to 1", "reasoning_effort dropped"],
      },
    ],
  ])("%s to %s: %j", (endpoint, route, fields, expected) => {
    expect(adapt(endpoint, routes[route], fields)).toEqual(expected);
  });

  it("a value is clamped rather than dropped where both are allowed, dropped where only that is", () => {
    const dropOnly: AdaptRules = { ...NOTHING_ADAPTED, drop: ["temperature"] };
    expect(adapt("chat", routes.claude, { temperature: 2 }, dropOnly)).toEqual({ $: ["temperature dropped"] });
  });

  it.each<[RouteName, JsonObject, string]>([
    ["claude", { temperature: 2 }, "temperature"],
    ["claude", { n: 2 }, "n"],
    ["claude", { logprobs: true }, "logprobs"],
    ["claude", { reasoning_effort: "low" }, "reasoning_effort"],
    ["claude", { max_completion_tokens: 5 }, "max_completion_tokens"],
    ["gpt", { max_tokens: 5 }, "max_tokens"],
    ["plain", { response_format: { type: "json_schema", json_schema: { schema } } }, "response_format"],
  ])("without a rule for it, %s refuses %j by name", (route, fields, parameter) => {
    expect(adapt("chat", routes[route], fields, NOTHING_ADAPTED)).toBe(`refused: ${parameter}`);
  });
});

describe("a conversation that begins anew", () => {
  it("loses its reference, and the record says so", () => {
    expect(adapt("responses", able, { previous_response_id: "resp_1", top_p: 1 }, NOTHING_ADAPTED, true)).toEqual({
      top_p: 1,
      $: ["previous_response_id dropped: the conversation begins anew"],
    });
  });
});

const anyBody = fc.record(
  {
    temperature: fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constant("hot"), fc.constant(null)),
    n: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(null)),
    logprobs: fc.boolean(),
    top_logprobs: fc.integer({ min: 0, max: 20 }),
    include: fc.subarray(["message.output_text.logprobs", "reasoning.encrypted_content"]),
    tools: fc.constantFrom([], [{ type: "function", function: { name: "f" } }]),
    response_format: fc.constantFrom({ type: "json_object" }, { type: "json_schema", json_schema: { schema } }),
    text: fc.constantFrom({ verbosity: "low" }, { format: { type: "json_schema", schema } }),
    reasoning_effort: fc.constantFrom("low", "", null),
    reasoning: fc.constantFrom({ effort: "low" }, { summary: "auto" }, null),
    max_tokens: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(null)),
    max_completion_tokens: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(null)),
    stream: fc.boolean(),
  },
  { requiredKeys: [] },
);
const anyCapabilities: fc.Arbitrary<RouteCapabilities> = fc.record({
  temperature: fc.constantFrom([0, 1] as const, [0, 2] as const, [1, 1] as const, null),
  n: fc.constantFrom(1, 8, null),
  logprobs: fc.boolean(),
  tools: fc.boolean(),
  jsonSchema: fc.boolean(),
  streaming: fc.boolean(),
  vision: fc.boolean(),
  reasoningEffort: fc.boolean(),
  maxTokensField: fc.constantFrom("max_tokens", "max_completion_tokens", "both"),
});
const anyRules: fc.Arbitrary<AdaptRules> = fc.record({
  clamp: fc.subarray([...CLAMPABLE_PARAMETERS]),
  map: fc.subarray(["max_tokens"] as const),
  drop: fc.subarray([...DROPPABLE_PARAMETERS]),
});

describe("whatever is asked of whatever route under whatever rules", () => {
  it("what comes out honours the route, needs no second look, and the caller's body stays as it was", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Endpoint>("chat", "responses"),
        anyBody,
        anyCapabilities,
        anyRules,
        fc.boolean(),
        (endpoint, fields, capabilities, rules, resetsContext) => {
          const body: JsonObject = { model: "alias", messages, input: "Hi", ...fields };
          const before = JSON.stringify(body);
          const route = routeWith("r", { capabilities });
          const facts = readRequestFacts(endpoint, body);
          const first = adaptRequest({ body, endpoint, route, facts, rules, resetsContext });
          expect(JSON.stringify(body)).toBe(before);
          expect(first.kind === "incompatible" ? first.parameter : null).toBe(firstIncompatible(route, facts, rules));
          if (first.kind === "incompatible") return;
          const sent = first.kind === "adapted" ? first.body : body;
          const sentFacts = readRequestFacts(endpoint, sent);
          expect(firstIncompatible(route, sentFacts, NOTHING_ADAPTED)).toBeNull();
          const again = { body: sent, endpoint, route, facts: sentFacts, rules, resetsContext: false };
          expect(adaptRequest(again)).toEqual({ kind: "unchanged" });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
