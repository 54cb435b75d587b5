import { describe, expect, it } from "vitest";
import { withProfile } from "@/lib/core/capability-profile";
import { routeWith } from "./routing-fixture";

const able = routeWith("able").capabilities;

describe("a profile of a family of models", () => {
  it.each([
    ["openai_gpt", [0, 2], 128, true, true],
    ["claude_compat", [0, 1], 1, false, false],
    ["gemini_compat", [0, 2], 8, false, false],
  ] as const)("%s holds where the route states nothing", (profile, temperature, n, logprobs, reasoningEffort) => {
    expect(withProfile(able, profile)).toMatchObject({ temperature, n, logprobs, reasoningEffort });
  });

  it("leaves a route's own figures, and never adds what the route lacks", () => {
    const own = { ...able, temperature: [0, 0.5] as const, n: 2, logprobs: false };
    expect(withProfile(own, "openai_gpt")).toMatchObject({ temperature: [0, 0.5], n: 2, logprobs: false });
    expect(withProfile(own, null)).toBe(own);
  });
});
