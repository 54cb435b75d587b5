import { describe, expect, it } from "vitest";
import { compileConfig } from "@/lib/contract/compile-config";
import { RouteMapContent } from "@/lib/contract/route-map";
import { CANARY_SECRETS, FULL_CONFIG, MINIMAL_CONFIG, parseConfig } from "../support/config-fixtures";

describe("compileConfig", () => {
  it("makes a route map that its own contract accepts and that holds no secret", () => {
    const { content } = compileConfig(parseConfig(FULL_CONFIG), (alias) => `salt of ${alias}`);
    expect(RouteMapContent.parse(content)).toEqual(content);
    const text = JSON.stringify(content);
    for (const secret of Object.values(CANARY_SECRETS)) expect(text).not.toContain(secret);
  });

  it("copies into each alias the routes it names, and only those", () => {
    const { content } = compileConfig(parseConfig(FULL_CONFIG), () => "salt");
    const section = content.aliases["support-summary-v3"];
    expect(Object.keys(section?.routes ?? {})).toEqual(["openai-chat", "local-chat"]);
    expect(section?.salt).toBe("salt");
    expect(section?.rollback_route_version).toBeNull();
  });

  it("keeps the order of cohorts and appends the default one", () => {
    const { content } = compileConfig(parseConfig(FULL_CONFIG), () => "salt");
    expect(content.cohorts.map(({ id, default: isDefault }) => [id, isDefault])).toEqual([
      ["internal", false],
      ["general", true],
    ]);
    expect(compileConfig(parseConfig(MINIMAL_CONFIG), () => "s").content.cohorts.map(({ id }) => id)).toEqual([
      "general",
    ]);
  });

  it("binds each provider key to the host of its provider and leaves out providers without a key", () => {
    const { providerKeys, content } = compileConfig(parseConfig(FULL_CONFIG), () => "salt");
    expect(providerKeys).toEqual([{ provider: "openai", host: "api.openai.com", key: CANARY_SECRETS.OPENAI_KEY }]);
    expect(content.providers.openai?.base_url).toBe("https://api.openai.com/v1");
  });

  it("hands over clients with their limits and people with their address in lower case", () => {
    const { clients, people } = compileConfig(parseConfig(FULL_CONFIG), () => "salt");
    expect(clients[0]).toMatchObject({ id: "web-app", tenant: "acme", requestsPerMinute: 600, concurrent: 20 });
    expect(clients[1]).toMatchObject({ id: "staff-tools", tenant: null, requestsPerMinute: null, concurrent: null });
    expect(people[0]?.email).toBe("viewer@example.com");
  });
});
