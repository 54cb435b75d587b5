import { describe, expect, it } from "vitest";
import { AliasSection, type RouteMapContent, type RouteMapVersion } from "@/lib/contract/route-map";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import { contentHash } from "@/lib/control/content-hash";
import { DEFAULT_POLICY } from "@/lib/core/policy";
import { routeMapContent, versionSummary } from "../support/route-map-fixtures";

const version = (content: RouteMapContent): RouteMapVersion => ({ ...versionSummary(), content });
const SUPPORT = "support-summary-v3";

function withSection(change: (section: AliasSection) => object): RouteMapContent {
  const content = routeMapContent();
  const section = AliasSection.parse(content.aliases[SUPPORT]);
  return { ...content, aliases: { ...content.aliases, [SUPPORT]: AliasSection.parse(change(section)) } };
}

describe("compile snapshot", () => {
  it("resolves every name of a version into the value the gateway reads", () => {
    const snapshot = compileSnapshot(version(routeMapContent(5)));
    const alias = snapshot.aliases.get(SUPPORT);
    expect(snapshot.version).toBe(42);
    expect(alias?.stable.map((route) => route.id)).toEqual(["openai-chat", "azure-eu", "comet-chat"]);
    expect(alias?.canary?.route.model).toBe("gpt-large");
    expect(alias?.canary?.percentByCohort).toEqual({ internal: 100, general: 5 });
    expect(alias?.objective).toEqual({ availability: 99.5, latencyP95Ms: 8_000 });
    expect(alias?.stable[0].timeouts).toEqual({
      connectMs: 3_000,
      headersMs: 30_000,
      firstTokenMs: 20_000,
      idleMs: 20_000,
      totalMs: 120_000,
    });
    expect(snapshot.providers.get("azure")?.auth).toEqual({ header: "api-key", scheme: null });
    expect(snapshot.cohorts.map(({ id, clients, byHeader, isDefault }) => [id, clients, byHeader, isDefault])).toEqual([
      ["internal", ["staff-tools"], true, false],
      ["general", [], false, true],
    ]);
  });

  it("lays an alias's overrides over the decision table, field by field", () => {
    const { policy } = compileSnapshot(version(routeMapContent())).aliases.get(SUPPORT) ?? {};
    expect(policy).toEqual({
      ...DEFAULT_POLICY,
      server_error: { ...DEFAULT_POLICY.server_error, retry: "never" },
    });
  });

  it("cannot be changed once compiled, and leaves the version as it was", () => {
    const content = routeMapContent();
    const before = contentHash(content);
    const snapshot = compileSnapshot(version(content));
    const alias = snapshot.aliases.get(SUPPORT);
    expect(() => Object.assign(alias?.canary?.percentByCohort ?? {}, { general: 100 })).toThrow(TypeError);
    expect(() => Object.assign(alias?.stable[0].timeouts ?? {}, { totalMs: 1 })).toThrow(TypeError);
    expect(Object.isFrozen(content.aliases[SUPPORT]?.canary?.cohorts)).toBe(false);
    expect(Object.isFrozen(content.providers)).toBe(false);
    expect(contentHash(content)).toBe(before);
  });

  it("refuses a section that names a route it does not hold", () => {
    const content = withSection((section) => ({ ...section, fallbacks: ["gone"] }));
    expect(() => compileSnapshot(version(content))).toThrow(
      "Alias support-summary-v3 names the route gone, which its section does not hold",
    );
  });

  it("refuses a route whose provider is not in the map", () => {
    const { azure: _azure, ...providers } = routeMapContent().providers;
    expect(() => compileSnapshot(version({ ...routeMapContent(), providers }))).toThrow(
      /azure-eu names the provider azure/,
    );
  });

  it("refuses a policy that would hide a client's mistake behind a fallback", () => {
    const content = withSection((section) => ({ ...section, policy: { client_error: { fallback: "any" } } }));
    expect(() => compileSnapshot(version(content))).toThrow(/Alias support-summary-v3: policy\.client_error\.fallback/);
  });
});
