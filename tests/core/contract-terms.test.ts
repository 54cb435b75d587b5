import { describe, expect, it } from "vitest";
import {
  type ContractBook,
  type ContractTerms,
  capabilitiesUnderContract,
  contractKey,
  NO_CONTRACTS,
  providerUnderContract,
} from "@/lib/core/contract-terms";
import type { Endpoint, Provider } from "@/lib/core/routing-snapshot";
import { routeWith } from "./routing-fixture";

const PROVIDER: Provider = {
  id: "cometapi",
  baseUrl: "https://api.cometapi.com/v1",
  auth: { header: "authorization", scheme: "Bearer" },
  paths: { chat: "/chat/completions", responses: "/responses", models: "/models" },
  allowPrivateNetwork: false,
  takesTraceContext: false,
};

const book = (terms: Partial<Record<Endpoint, Partial<ContractTerms>>>): ContractBook =>
  new Map(
    Object.entries(terms).map(([endpoint, set]) => [
      contractKey("cometapi", endpoint === "chat" ? "chat" : "responses"),
      { terms: { path: null, auth: null, parameters: [], deviations: [], ...set }, rows: [] },
    ]),
  );

describe("a provider under contract", () => {
  it("is what the route map says where the worksheet sets nothing", () => {
    expect(providerUnderContract(PROVIDER, NO_CONTRACTS)).toBe(PROVIDER);
    expect(providerUnderContract(PROVIDER, book({ chat: {} }))).toEqual(PROVIDER);
  });

  it("takes path, key header and deviations of one endpoint from its worksheet and leaves the other alone", () => {
    const deviations = [{ status: 500, code: "invalid_request", means: "client_error" }] as const;
    const auth = { header: "x-api-key", scheme: null };
    const under = providerUnderContract(PROVIDER, book({ responses: { path: "/v2/responses", auth, deviations } }));
    expect(under.paths).toEqual({ chat: "/chat/completions", responses: "/v2/responses", models: "/models" });
    expect(under.authOf).toEqual({ responses: auth });
    expect(under.deviations).toEqual({ responses: deviations });
    expect(under.auth).toEqual(PROVIDER.auth);
  });
});

describe("what a route honours under contract", () => {
  const stated = routeWith("r").capabilities;
  const claim = { stated, family: "claude_compat", provider: "cometapi", endpoints: ["chat"] } as const;

  it("is what the worksheet sets, the family's words after the general ones, the rest as stated", () => {
    const parameters = [
      { family: null, honours: { logprobs: false, n: 4 } },
      { family: "claude_compat", honours: { n: 1, temperature: [0, 1] } },
      { family: "gemini_compat", honours: { n: 8 } },
    ] as const;
    expect(capabilitiesUnderContract(claim, book({ chat: { parameters } }))).toEqual({
      ...stated,
      logprobs: false,
      n: 1,
      temperature: [0, 1],
    });
  });

  it("of two endpoints is what both grant", () => {
    const both = capabilitiesUnderContract(
      { ...claim, endpoints: ["chat", "responses"] },
      book({
        chat: {
          parameters: [{ family: null, honours: { temperature: [0, 2], tools: false, maxTokensField: "max_tokens" } }],
        },
        responses: { parameters: [{ family: null, honours: { temperature: [0.5, 1], n: 2 } }] },
      }),
    );
    expect(both).toEqual({ ...stated, temperature: [0.5, 1], n: 2, tools: false, maxTokensField: "max_tokens" });
  });

  it("may be more than the route map states: the worksheet goes before the file", () => {
    const parameters = [{ family: null, honours: { logprobs: true } }];
    const without = { ...claim, stated: { ...stated, logprobs: false } };
    expect(capabilitiesUnderContract(without, book({ chat: { parameters } })).logprobs).toBe(true);
  });
});
