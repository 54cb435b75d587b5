import { describe, expect, it } from "vitest";
import { DROPPABLE_PARAMETERS, mayAdapt, PARAMETER_SUPPORT } from "@/lib/core/parameter-support";
import { chatFacts, NOTHING_ADAPTED, routeWith } from "./routing-fixture";

const able = routeWith("able").capabilities;

describe("the parameter table", () => {
  it("names every parameter once", () => {
    const names = PARAMETER_SUPPORT.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("knows which fields to remove for every parameter that may be dropped", () => {
    for (const name of DROPPABLE_PARAMETERS) {
      const row = PARAMETER_SUPPORT.find(({ drop }) => drop === name);
      expect(row?.fields.chat).not.toHaveLength(0);
    }
  });

  it("honours a plain request on the least able route", () => {
    const least = {
      ...able,
      ...{ temperature: [0, 0] as const, n: 1, logprobs: false, tools: false, jsonSchema: false },
      ...{ streaming: false, vision: false, reasoningEffort: false, maxTokensField: "max_tokens" as const },
    };
    for (const row of PARAMETER_SUPPORT) expect(row.isHonoured(least, chatFacts())).toBe(true);
  });

  it("adapts nothing unless the alias says so, and never what was asked for itself", () => {
    for (const row of PARAMETER_SUPPORT) expect(mayAdapt(row, NOTHING_ADAPTED)).toBe(false);
    const everything = {
      clamp: ["temperature", "n"] as const,
      map: ["max_tokens"] as const,
      drop: [...DROPPABLE_PARAMETERS],
    };
    const fixed = PARAMETER_SUPPORT.filter((row) => !mayAdapt(row, everything)).map(({ name }) => name);
    expect(fixed).toEqual(["stream", "tools", "vision"]);
  });
});
