import { describe, expect, it } from "vitest";
import { whyIneligible } from "@/lib/core/eligibility";
import type { JsonObject } from "@/lib/core/json";
import { readRequestFacts } from "@/lib/core/request-facts";
import type { RouteCapabilities } from "@/lib/core/routing-snapshot";
import { chatFacts, NOTHING_ADAPTED, routeWith } from "./routing-fixture";

const bare: RouteCapabilities = {
  temperature: [0, 1],
  n: 1,
  logprobs: false,
  tools: false,
  jsonSchema: false,
  streaming: false,
  vision: false,
  reasoningEffort: false,
  maxTokensField: "both",
};
const able = routeWith("able");
const limited = routeWith("limited", { capabilities: bare });

describe("capabilities", () => {
  it.each([
    ["stream", { stream: true }],
    ["temperature", { temperature: 1.2 }],
    ["temperature", { temperature: -0.1 }],
    ["n", { n: 2 }],
    ["logprobs", { logprobs: true }],
    ["tools", { tools: [{ type: "function", function: { name: "f" } }] }],
    ["response_format", { response_format: { type: "json_schema", json_schema: { schema: { type: "object" } } } }],
    ["vision", { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:," } }] }] }],
    ["reasoning_effort", { reasoning_effort: "low" }],
  ])("%s is refused where the profile does not honour it, and taken where it does", (parameter, fields) => {
    const facts = chatFacts(fields);
    expect(whyIneligible(limited, facts, "chat", NOTHING_ADAPTED, true)).toEqual({
      reason: "incompatible_candidate",
      detail: parameter,
    });
    expect(whyIneligible(limited, facts, "chat", NOTHING_ADAPTED, false)?.detail).toBe(parameter);
    expect(whyIneligible(able, facts, "chat", NOTHING_ADAPTED, true)).toBeNull();
  });

  it("what lies inside the profile is taken", () => {
    expect(
      whyIneligible(limited, chatFacts({ temperature: 1, n: 1, logprobs: false }), "chat", NOTHING_ADAPTED, true),
    ).toBeNull();
  });

  it("a route of the other endpoint takes what can be said there, and is incompatible by the field that cannot", () => {
    const chatOnly = routeWith("chat-only", { endpoints: ["chat"] });
    const why = (body: JsonObject) => {
      const facts = readRequestFacts("responses", body);
      return whyIneligible(chatOnly, facts, "responses", NOTHING_ADAPTED, true, { body, resetsContext: false });
    };
    expect(why({ input: "Hi" })).toBeNull();
    expect(why({ input: "Hi", background: true })).toEqual({
      reason: "incompatible_candidate",
      detail: "background",
    });
  });

  it.each(["previous_response_id", "conversation"])(
    "state kept under %s cannot be taken to the other endpoint",
    (field) => {
      const chatOnly = routeWith("chat-only", { endpoints: ["chat"] });
      const body = { input: "Hi", [field]: "resp_1" };
      const facts = readRequestFacts("responses", body);
      const crossing = { body, resetsContext: false };
      expect(whyIneligible(chatOnly, facts, "responses", NOTHING_ADAPTED, false, crossing)).toEqual({
        reason: "state_not_portable",
        detail: field,
      });
    },
  );

  it("without the body nobody can tell, and a route of the other endpoint is incompatible", () => {
    const chatOnly = routeWith("chat-only", { endpoints: ["chat"] });
    expect(whyIneligible(chatOnly, chatFacts(), "responses", NOTHING_ADAPTED, false)).toEqual({
      reason: "incompatible_candidate",
      detail: "endpoint",
    });
  });
});

describe("fallbacks", () => {
  it("a route that is not production eligible serves first, never as a fallback", () => {
    const unproven = routeWith("unproven", { productionEligible: false });
    expect(whyIneligible(unproven, chatFacts(), "chat", NOTHING_ADAPTED, true)).toEqual({
      reason: "not_production_eligible",
      detail: null,
    });
    expect(whyIneligible(unproven, chatFacts(), "chat", NOTHING_ADAPTED, false)).toBeNull();
  });

  it("prompt and asked-for answer must fit the window of a fallback; the first route decides for itself", () => {
    const small = routeWith("small", { contextWindow: 1_000 });
    const facts = chatFacts({ messages: [{ role: "user", content: "x".repeat(3_600) }], max_tokens: 101 });
    expect(whyIneligible(small, facts, "chat", NOTHING_ADAPTED, true)?.detail).toBe("context_window");
    expect(whyIneligible(small, facts, "chat", NOTHING_ADAPTED, false)).toBeNull();
    expect(whyIneligible(routeWith("unknown"), facts, "chat", NOTHING_ADAPTED, true)).toBeNull();
  });
});
