import { describe, expect, it } from "vitest";
import { readModelList } from "@/lib/core/model-catalogue";

const entry = {
  id: "deepseek-v4-pro",
  provider: "DeepSeek",
  features: ["text-to-text"],
  endpoints: '["/v1/chat/completions"]',
  context_length: 128_000,
  pricing: { currency: "USD / M Tokens", input: 0.416, output: 0.832, per_request: null, per_second: null, ratio: 0.8 },
};
const read = (...data: unknown[]) => readModelList({ success: true, data });

describe("a list of models", () => {
  it("has prices as charged: the quoted rate times the ratio", () => {
    const model = read(entry)?.models[0];
    expect(model).toMatchObject({ id: "deepseek-v4-pro", vendor: "DeepSeek", contextLength: 128_000 });
    expect(model?.price?.inputPerMtok).toBeCloseTo(0.3328, 10);
    expect(model?.price?.outputPerMtok).toBeCloseTo(0.6656, 10);
    expect(model?.perRequest).toBeNull();
  });

  it("has no price where the rate or the ratio is missing, never 0", () => {
    const priced = (pricing: unknown) => read({ ...entry, pricing })?.models[0]?.price;
    expect(priced({ input: 1, output: null, ratio: 0.8 })).toBeNull();
    expect(priced({ input: 1, output: 2 })).toBeNull();
    expect(priced(null)).toBeNull();
    expect(priced({ input: 0, output: 0, ratio: 1 })).toEqual({ inputPerMtok: 0, outputPerMtok: 0 });
  });

  it.each([
    ["a text", "/v1/responses", ["/v1/responses"]],
    ["JSON in a text", '["a","b"]', ["a", "b"]],
    ["a list", ["a"], ["a"]],
    ["an object by its keys", { "/v1/chat/completions": {} }, ["/v1/chat/completions"]],
    ["broken JSON as the text it is", "[oops", ["[oops"]],
    ["nothing", null, []],
  ])("reads endpoints given as %s", (_, endpoints, expected) => {
    expect(read({ ...entry, endpoints })?.models[0]?.endpoints).toEqual(expected);
  });

  it("reads the OpenAI list, which has no prices", () => {
    const list = { object: "list", data: [{ id: "gpt-x", object: "model", created: 1, owned_by: "openai" }] };
    expect(readModelList(list)?.models).toEqual([
      {
        id: "gpt-x",
        vendor: "openai",
        features: [],
        endpoints: [],
        contextLength: null,
        price: null,
        perRequest: null,
        perSecond: null,
      },
    ]);
  });

  it("leaves out entries without an id and counts them", () => {
    expect(read(entry, { name: "no id" }, null, { id: 7 })).toMatchObject({ skipped: 3 });
  });

  it("is null for anything else", () => {
    for (const other of [null, "text", [], { data: "x" }, { models: [] }]) expect(readModelList(other)).toBeNull();
  });
});
