import type { RouteMapDiff, RouteMapVersionList, RouteMapVersionSummary } from "@/lib/contract/route-map";
import { AliasSection, RouteDefinition, RouteMapContent } from "@/lib/contract/route-map";

const route = (provider: string, model: string) =>
  RouteDefinition.parse({ provider, model, endpoints: ["chat", "responses"] });

const ROUTES = {
  "openai-chat": route("openai", "gpt-large"),
  "comet-chat": route("cometapi", "gpt-large"),
  "azure-eu": route("azure", "gpt-large-eu"),
};

/** Two aliases over three routes: one with a canary on two cohorts, one without. */
export function routeMapContent(generalPercent = 25): RouteMapContent {
  return RouteMapContent.parse({
    environment: "production",
    providers: {
      openai: { base_url: "https://api.openai.com/v1" },
      cometapi: { base_url: "https://api.cometapi.com/v1" },
      azure: { base_url: "https://eu.example.com/v1", auth: { header: "api-key", scheme: null } },
    },
    cohorts: [
      { id: "internal", match: { clients: ["staff-tools"], header: true } },
      { id: "general", default: true },
    ],
    aliases: {
      "support-summary-v3": AliasSection.parse({
        owner: "team-support",
        expires_at: "2027-06-30",
        primary: "openai-chat",
        fallbacks: ["azure-eu", "comet-chat"],
        canary: { route: "comet-chat", cohorts: { internal: 100, general: generalPercent } },
        objective: { availability: 99.5, latency_p95_ms: 8_000 },
        policy: { server_error: { retry: "never" } },
        salt: "s1",
        routes: ROUTES,
        rollback_route_version: 39,
      }),
      "internal-triage-v1": AliasSection.parse({
        owner: "team-platform",
        primary: "openai-chat",
        salt: "s2",
        routes: { "openai-chat": ROUTES["openai-chat"] },
        rollback_route_version: null,
      }),
    },
  });
}

export function versionSummary(overrides: Partial<RouteMapVersionSummary> = {}): RouteMapVersionSummary {
  return {
    version: 42,
    created_at: "2026-11-20T02:10:30.000Z",
    author: "lee",
    reason: "Errors flat for an hour at 5%",
    action: "shifted",
    alias: "support-summary-v3",
    base_version: 41,
    restores: null,
    content_hash: "a1f3c09be17d",
    summary: "general canary 5% -> 25%",
    is_active: true,
    activated_at: "2026-11-20T10:00:00.000Z",
    activated_by: "system",
    ...overrides,
  };
}

/** Newest first: a shift, a rollback, an earlier shift, and the first version. */
export function versionList(): RouteMapVersionList {
  return {
    active_version: 42,
    instances: [{ id: "this instance", route_version: 42 }],
    versions: [
      versionSummary(),
      versionSummary({
        version: 41,
        created_at: "2026-11-20T01:02:11.000Z",
        reason: null,
        action: "rolled_back",
        author: "sam",
        base_version: 40,
        restores: 39,
        summary: "general canary 10% -> 5%",
        is_active: false,
      }),
      versionSummary({
        version: 40,
        created_at: "2026-11-19T21:40:00.000Z",
        reason: "Try a larger share overnight",
        base_version: 39,
        summary: "general canary 5% -> 10%",
        is_active: false,
      }),
      versionSummary({
        version: 39,
        created_at: "2026-11-18T09:00:00.000Z",
        author: "switchyard.yaml",
        reason: null,
        action: "initialised",
        alias: null,
        base_version: null,
        summary: "first version: 2 aliases, 3 routes",
        is_active: false,
      }),
    ].map((summary) => ({
      ...summary,
      approved_by: summary.version === 42 ? "Ana" : null,
      verification_id: summary.action === "rolled_back" ? "rb-0a1b2c3d4e5f" : null,
    })),
    next_cursor: null,
  };
}

export function routeMapDiff(): RouteMapDiff {
  return {
    from: 41,
    to: 42,
    entries: [
      {
        alias: "support-summary-v3",
        path: "aliases.support-summary-v3.canary.cohorts.general",
        label: "general canary",
        before: "5%",
        after: "25%",
      },
      {
        alias: "support-summary-v3",
        path: "aliases.support-summary-v3.fallbacks",
        label: "fallbacks",
        before: "comet-chat",
        after: "azure-eu, comet-chat",
      },
      { alias: null, path: "providers.azure", label: "provider azure", before: "not present", after: "added" },
    ],
    raw: [
      "--- v41",
      "+++ v42",
      "@@ -12,7 +12,8 @@",
      "     primary: openai-chat",
      "     fallbacks:",
      "+      - azure-eu",
      "       - comet-chat",
      "     canary:",
      "       route: comet-chat",
      "@@ -23,5 +24,5 @@",
      "       cohorts:",
      "         internal: 100",
      "-        general: 5",
      "+        general: 25",
      "",
    ].join("\n"),
  };
}
