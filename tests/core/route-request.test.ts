import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/json";
import { readRequestFacts } from "@/lib/core/request-facts";
import { endpointOf, requestForRoute } from "@/lib/core/route-request";
import type { AdaptRules, Endpoint, Route } from "@/lib/core/routing-snapshot";
import { routeWith } from "./routing-fixture";

const NOTHING: AdaptRules = { clamp: [], map: [], drop: [] };
const chatOnly = routeWith("chat-only", { endpoints: ["chat"] });
const responsesOnly = routeWith("responses-only", { endpoints: ["responses"] });

function request(route: Route, endpoint: Endpoint, body: JsonObject, rules = NOTHING, resetsContext = false) {
  return requestForRoute({ body, endpoint, route, facts: readRequestFacts(endpoint, body), rules, resetsContext });
}

const chat = { messages: [{ role: "user", content: "Hi" }], max_tokens: 64 };

it("a route that speaks the caller's endpoint is sent the caller's own body, without a copy", () => {
  const sent = request(routeWith("both"), "chat", chat);
  expect(sent).toEqual({ kind: "sent", endpoint: "chat", body: chat, adaptations: [] });
  expect(sent.kind === "sent" && sent.body).toBe(chat);
});

it("a route of the other endpoint is sent a translation, and the record says so", () => {
  expect(request(responsesOnly, "chat", chat)).toEqual({
    kind: "sent",
    endpoint: "responses",
    body: { input: [{ type: "message", role: "user", content: "Hi" }], max_output_tokens: 64, store: false },
    adaptations: ["endpoint: chat -> responses"],
  });
  expect(request(chatOnly, "responses", { input: "Hi" })).toMatchObject({
    endpoint: "chat",
    adaptations: ["endpoint: responses -> chat"],
  });
});

describe("what cannot be said on the other endpoint", () => {
  it.each([
    ["n", { ...chat, n: 2 }],
    ["logprobs", { ...chat, logprobs: true }],
    ["seed", { ...chat, seed: 1 }],
  ])("makes a route incompatible by %s", (parameter, body) => {
    expect(request(responsesOnly, "chat", body)).toEqual({ kind: "incompatible", parameter });
    expect(request(routeWith("both"), "chat", body).kind).toBe("sent");
  });

  it("may be adapted away where the alias says so", () => {
    const body = { ...chat, n: 2, logprobs: true, top_logprobs: 3 };
    expect(request(responsesOnly, "chat", body, { clamp: ["n"], map: [], drop: ["logprobs"] })).toMatchObject({
      kind: "sent",
      adaptations: ["n clamped from 2 to 1", "logprobs dropped", "endpoint: chat -> responses"],
    });
  });

  it("a conversation's state is left behind only where the alias lets it begin anew", () => {
    const body = { input: "Hi", previous_response_id: "resp_1" };
    expect(request(chatOnly, "responses", body)).toEqual({
      kind: "incompatible",
      parameter: "previous_response_id",
    });
    expect(request(chatOnly, "responses", body, NOTHING, true).kind).toBe("sent");
  });
});

it("the output limit goes to a chat route under the name it takes", () => {
  const body = { input: "Hi", max_output_tokens: 64 };
  const older = routeWith("older", {
    endpoints: ["chat"],
    capabilities: { ...chatOnly.capabilities, maxTokensField: "max_tokens" },
  });
  expect(request(older, "responses", body)).toMatchObject({ body: { max_tokens: 64 } });
  expect(request(chatOnly, "responses", body)).toMatchObject({ body: { max_completion_tokens: 64 } });
});

it("a route is called on the caller's endpoint where it speaks it", () => {
  expect(endpointOf(routeWith("both"), "responses")).toBe("responses");
  expect(endpointOf(chatOnly, "responses")).toBe("chat");
  expect(request(routeWith("mute", { endpoints: [] }), "chat", chat)).toEqual({
    kind: "incompatible",
    parameter: "endpoint",
  });
});
