import { describe, expect, it } from "vitest";
import { probeBody } from "@/lib/core/probes/probe-body";
import type { ProbeShape } from "@/lib/core/probes/probe-definition";
import { readRequestFacts } from "@/lib/core/request-facts";
import type { Endpoint, RouteCapabilities } from "@/lib/core/routing-snapshot";
import { routeWith } from "../routing-fixture";

const EVERYTHING = routeWith("r").capabilities;

const body = (
  shape: ProbeShape,
  endpoint: Endpoint = "chat",
  isStreamed = false,
  capabilities: RouteCapabilities = EVERYTHING,
  contextWindow: number | null = null,
) => probeBody({ shape, endpoint, isStreamed, model: "support", marker: "m-1", capabilities, contextWindow });

describe("the request of a probe", () => {
  it.each(["chat", "responses"] as const)("names the alias and carries its marker on %s", (endpoint) => {
    for (const shape of ["short", "multi_turn", "ceiling", "all_fields"] as const) {
      const sent = body(shape, endpoint);
      expect(sent.model).toBe("support");
      expect(JSON.stringify(sent[endpoint === "chat" ? "messages" : "input"])).toContain("m-1");
    }
  });

  it("lacks what every provider requires when it is to be refused", () => {
    expect(body("invalid")).toEqual({ model: "support" });
    expect(body("invalid", "responses")).toEqual({ model: "support" });
  });

  it("asks for usage on a chat stream, where it has to be asked for", () => {
    expect(body("short", "chat", true)).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(body("short", "responses", true)).not.toHaveProperty("stream_options");
  });

  it("near the ceiling is about four thousand tokens, and half of a smaller window", () => {
    const tokens = (window: number | null) =>
      readRequestFacts("chat", body("ceiling", "chat", false, EVERYTHING, window)).estimatedInputTokens;
    expect(tokens(null)).toBeGreaterThan(3_900);
    expect(tokens(null)).toBeLessThan(4_200);
    expect(tokens(1_000)).toBeLessThan(560);
  });

  it("with every optional field sends those the route claims and no others", () => {
    expect(Object.keys(body("all_fields"))).toEqual(
      expect.arrayContaining(["temperature", "n", "max_completion_tokens", "logprobs", "tools", "response_format"]),
    );
    const few: RouteCapabilities = {
      ...EVERYTHING,
      temperature: [0, 0.1],
      logprobs: false,
      tools: false,
      jsonSchema: false,
      reasoningEffort: false,
      maxTokensField: "max_tokens",
    };
    expect(Object.keys(body("all_fields", "chat", false, few))).toEqual([
      "model",
      "messages",
      "temperature",
      "n",
      "max_tokens",
    ]);
    expect(body("all_fields", "chat", false, few).temperature).toBe(0.1);
    expect(Object.keys(body("all_fields", "responses", false, few))).toEqual([
      "model",
      "input",
      "temperature",
      "max_output_tokens",
    ]);
  });
});
