import { describe, expect, it } from "vitest";
import { DiffEntry } from "@/lib/contract/route-map";
import { diffRouteMaps, diffSections } from "@/lib/core/route-map-diff";

const section = {
  owner: "team-support",
  primary: "openai-chat",
  fallbacks: ["comet-chat", "azure-eu"],
  canary: { route: "comet-chat", cohorts: { internal: 100, general: 5 } },
  objective: { availability: 99.5, latency_p95_ms: 8_000 },
  breaker: { failure_rate: 0.5, slow_call_rate: null },
  routes: {
    "comet-chat": {
      model: "m-1",
      capabilities: { logprobs: false },
      price: { input_per_mtok: 0.416, output_per_mtok: 0.832 },
      timeouts: { first_token_ms: 20_000 },
    },
  },
  salt: "s",
  rollback_route_version: 3,
};
const map = {
  environment: "production",
  providers: { cometapi: { base_url: "https://api.cometapi.com/v1" } },
  cohorts: [
    { id: "internal", match: { clients: ["staff"] }, default: false },
    { id: "general", match: { clients: [] }, default: true },
  ],
  aliases: { "support-summary-v3": section },
};

const sentences = (after: unknown) =>
  diffSections("support-summary-v3", section, after).map((entry) => `${entry.label} ${entry.before} -> ${entry.after}`);

describe("route map diff", () => {
  it("equal maps have no entries", () => {
    expect(diffRouteMaps(map, structuredClone(map))).toEqual([]);
  });

  it("says a shift as an operator would", () => {
    const canary = { route: "comet-chat", cohorts: { internal: 100, general: 25 } };
    expect(sentences({ ...section, canary })).toEqual(["general canary 5% -> 25%"]);
  });

  it("a cohort that is not listed and one at 0% are the same", () => {
    const canary = { route: "comet-chat", cohorts: { internal: 100, general: 5, beta: 0 } };
    expect(sentences({ ...section, canary })).toEqual([]);
  });

  it("prints timeouts, prices, rates and objectives with their units", () => {
    const route = section.routes["comet-chat"];
    const after = {
      ...section,
      routes: {
        "comet-chat": {
          ...route,
          price: { input_per_mtok: 0.5, output_per_mtok: 0.832 },
          timeouts: { first_token_ms: 8_500 },
          capabilities: { logprobs: true },
        },
      },
      objective: { availability: 99.9, latency_p95_ms: null },
      breaker: { failure_rate: 0.25, slow_call_rate: 0.8 },
    };
    expect(sentences(after)).toEqual([
      "comet-chat first token timeout 20 s -> 8.5 s",
      "comet-chat price of input $0.416 per million tokens -> $0.5 per million tokens",
      "comet-chat supports logprobs no -> yes",
      "availability objective 99.5% -> 99.9%",
      "p95 latency objective 8 s -> not set",
      "breaker failure rate 50% -> 25%",
      "breaker slow call rate not set -> 80%",
    ]);
  });

  it("shows the order of candidates, and the rollback target last", () => {
    const after = { ...section, fallbacks: ["azure-eu", "comet-chat"], rollback_route_version: null, owner: "team-x" };
    expect(sentences(after)).toEqual([
      "order of fallbacks comet-chat, azure-eu -> azure-eu, comet-chat",
      "owner team-support -> team-x",
      "rollback target v3 -> not set",
    ]);
  });

  it("a canary that is taken away shows its route and each cohort that had a share", () => {
    expect(sentences({ ...section, canary: null })).toEqual([
      "general canary 5% -> 0%",
      "internal canary 100% -> 0%",
      "canary route comet-chat -> not set",
    ]);
  });

  it("aliases, providers and cohorts that come and go are one entry each", () => {
    const after = {
      ...map,
      providers: {},
      cohorts: [...map.cohorts, { id: "beta", match: {}, default: false }],
      aliases: { ...map.aliases, "moderation-v1": section },
    };
    expect(diffRouteMaps(map, after)).toEqual([
      { alias: null, path: "cohorts.beta", label: "cohort beta", before: "not present", after: "added" },
      { alias: null, path: "providers.cometapi", label: "provider cometapi", before: "present", after: "removed" },
      {
        alias: "moderation-v1",
        path: "aliases.moderation-v1",
        label: "alias moderation-v1",
        before: "not present",
        after: "added",
      },
    ]);
  });

  it("the order of cohorts matters, because the first match wins", () => {
    expect(diffRouteMaps(map, { ...map, cohorts: map.cohorts.toReversed() })).toEqual([
      {
        alias: null,
        path: "cohorts",
        label: "order of cohorts",
        before: "internal, general",
        after: "general, internal",
      },
    ]);
  });

  it("entries are what the console API promises", () => {
    for (const entry of diffRouteMaps(map, { ...map, environment: "staging", aliases: {} })) {
      expect(DiffEntry.parse(entry)).toEqual(entry);
    }
  });
});
