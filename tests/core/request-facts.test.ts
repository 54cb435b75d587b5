import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRequestFacts } from "@/lib/core/request-facts";
import { chatFacts } from "./routing-fixture";

const responsesFacts = (fields: Readonly<Record<string, unknown>>) =>
  readRequestFacts("responses", { model: "alias", input: "Hi", ...fields });

describe("chat", () => {
  it("a plain request asks for nothing special", () => {
    expect(chatFacts()).toEqual({
      stream: false,
      includeUsage: false,
      temperature: null,
      n: null,
      logprobs: false,
      tools: false,
      jsonSchema: null,
      jsonObject: false,
      vision: false,
      reasoningEffort: null,
      maxTokens: null,
      maxTokensField: null,
      hasBothMaxTokens: false,
      previousResponseId: null,
      asksToAct: false,
      stickinessKey: null,
      estimatedInputTokens: 2,
    });
  });

  it("reads every parameter that decides about a route", () => {
    const schema = { type: "object", properties: { a: { type: "string" } } };
    expect(
      chatFacts({
        stream: true,
        stream_options: { include_usage: true },
        temperature: 0.2,
        n: 3,
        top_logprobs: 2,
        tools: [{ type: "function", function: { name: "f" } }],
        response_format: { type: "json_schema", json_schema: { name: "a", schema } },
        reasoning_effort: "high",
        max_completion_tokens: 50,
        max_tokens: 70,
        user: "u-1",
      }),
    ).toMatchObject({
      stream: true,
      includeUsage: true,
      temperature: 0.2,
      n: 3,
      logprobs: true,
      tools: true,
      jsonSchema: schema,
      reasoningEffort: "high",
      maxTokens: 50,
      maxTokensField: "max_completion_tokens",
      stickinessKey: "u-1",
      asksToAct: false,
    });
  });

  it("names the older length field when only that is sent", () => {
    expect(chatFacts({ max_tokens: 70 })).toMatchObject({ maxTokens: 70, maxTokensField: "max_tokens" });
  });

  it("prefers safety_identifier over user", () => {
    expect(chatFacts({ user: "u-1", safety_identifier: "s-1" }).stickinessKey).toBe("s-1");
    expect(chatFacts({ user: "" }).stickinessKey).toBeNull();
  });

  it("counts text and not pictures", () => {
    const image = { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(40_000)}` } };
    const facts = chatFacts({
      messages: [{ role: "user", content: [{ type: "text", text: "x".repeat(400) }, image] }],
    });
    expect(facts.vision).toBe(true);
    expect(facts.estimatedInputTokens).toBeGreaterThanOrEqual(100);
    expect(facts.estimatedInputTokens).toBeLessThan(120);
  });
});

describe("responses", () => {
  it("reads the endpoint's own field names", () => {
    expect(
      responsesFacts({
        text: { format: { type: "json_schema", name: "a", schema: { type: "object" } } },
        reasoning: { effort: "low" },
        max_output_tokens: 9,
        previous_response_id: "resp_1",
        include: ["message.output_text.logprobs"],
        input: [{ role: "user", content: [{ type: "input_image", image_url: "https://example.com/a.png" }] }],
      }),
    ).toMatchObject({
      jsonSchema: { type: "object" },
      reasoningEffort: "low",
      maxTokens: 9,
      maxTokensField: "max_output_tokens",
      previousResponseId: "resp_1",
      logprobs: true,
      vision: true,
    });
  });

  it.each([
    [{ tools: [{ type: "web_search" }] }, true],
    [{ tools: [{ type: "mcp", server_url: "https://example.com" }] }, true],
    [{ tools: [{ type: "function", name: "f" }, { type: "code_interpreter" }] }, true],
    [{ background: true }, true],
    [{ tools: [{ type: "function", name: "f" }] }, false],
    [{ tools: [{ type: "custom", name: "f" }] }, false],
    [{ background: false, tools: [] }, false],
  ])("%j asks the provider to act: %s", (fields, expected) => {
    expect(responsesFacts(fields).asksToAct).toBe(expected);
  });
});

it("never throws on any JSON body, and counts whole, non-negative tokens", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("chat" as const, "responses" as const),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.jsonValue(),
      (endpoint, body, value) => {
        const facts = readRequestFacts(endpoint, {
          ...body,
          messages: value,
          input: value,
          tools: value,
          text: value,
          response_format: value,
        });
        expect(Number.isSafeInteger(facts.estimatedInputTokens) && facts.estimatedInputTokens >= 0).toBe(true);
      },
    ),
  );
});
