import { describe, expect, it } from "vitest";
import type { Obstacle } from "@/lib/core/field-rules";
import { chatToolChoice, chatTools, responsesToolChoice, responsesTools } from "@/lib/core/translate-tools";

function attempt(translate: (value: unknown, obstacle: Obstacle) => unknown, value: unknown): unknown {
  const obstacle: Obstacle = { field: null };
  const translated = translate(value, obstacle);
  return obstacle.field ?? translated;
}

const parameters = { type: "object", properties: {} };

describe("function tools", () => {
  it("chat's are not strict unless they say so, which Responses must be told", () => {
    const plain = { type: "function", function: { name: "f", description: "d", parameters } };
    expect(attempt(responsesTools, [plain])).toEqual([
      { type: "function", name: "f", description: "d", parameters, strict: false },
    ]);
    const strict = { type: "function", function: { name: "f", strict: true } };
    expect(attempt(responsesTools, [strict])).toEqual([
      { type: "function", name: "f", parameters: null, strict: true },
    ]);
  });

  it("Responses' are nested, without what means nothing to chat", () => {
    expect(attempt(chatTools, [{ type: "function", name: "f", parameters, strict: true }])).toEqual([
      { type: "function", function: { name: "f", parameters, strict: true } },
    ]);
    expect(attempt(chatTools, [{ type: "function", name: "f", parameters: null, strict: false }])).toEqual([
      { type: "function", function: { name: "f" } },
    ]);
  });

  it.each([
    [responsesTools, [{ type: "custom" }], "tools.custom"],
    [
      responsesTools,
      [{ type: "function", function: { name: "f", cache_control: {} } }],
      "tools.function.cache_control",
    ],
    [chatTools, [{ type: "code_interpreter" }], "tools.code_interpreter"],
    [chatTools, [{ type: "function", name: "f", defer_loading: true }], "tools.defer_loading"],
  ])("what has no words on the other side is named", (translate, tools, field) => {
    expect(attempt(translate, tools)).toBe(field);
  });
});

describe("the choice of a tool", () => {
  it.each(["none", "auto", "required"])("%s is the same word", (choice) => {
    expect(attempt(responsesToolChoice, choice)).toBe(choice);
    expect(attempt(chatToolChoice, choice)).toBe(choice);
  });

  it("one function is named on either side", () => {
    const nested = { type: "function", function: { name: "f" } };
    const flat = { type: "function", name: "f" };
    expect(attempt(responsesToolChoice, nested)).toEqual(flat);
    expect(attempt(chatToolChoice, flat)).toEqual(nested);
  });

  it("other choices are named", () => {
    expect(attempt(responsesToolChoice, { type: "allowed_tools" })).toBe("tool_choice.allowed_tools");
    expect(attempt(chatToolChoice, { type: "mcp", server_label: "s" })).toBe("tool_choice.mcp");
  });
});
