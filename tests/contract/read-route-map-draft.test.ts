import { describe, expect, it } from "vitest";
import { printProblem } from "@/lib/contract/config-problem";
import { readRouteMapDraft } from "@/lib/contract/read-route-map-draft";
import { RouteMapContent } from "@/lib/contract/route-map";
import { routeMapYaml } from "@/lib/control/route-map-yaml";
import { baseUrlDefect } from "@/lib/upstream/address-guard";
import { routeMapContent } from "../support/route-map-fixtures";

const BASE = routeMapContent();
const YAML = routeMapYaml(BASE);

/** Problems as lines, for the base's own YAML with one text replaced. */
function problemsOf(from: string, to: string): string[] {
  if (!YAML.includes(from)) throw new Error(`The fixture has no ${from}`);
  const result = readRouteMapDraft(YAML.replace(from, to), BASE, baseUrlDefect);
  return result.ok ? [] : result.problems.map((problem) => printProblem("draft", problem));
}

function lineOf(text: string): number {
  return YAML.split("\n").findIndex((line) => line.includes(text)) + 1;
}

describe("a route map draft", () => {
  it("round-trips through YAML byte for byte, whatever its texts look like", () => {
    const tricky = ["yes", "0x1f", "1e3", "2027-06-30", "null", " lead", "a: b # c", "ü\u2028\n|-", "'\"", "~"];
    const content = RouteMapContent.parse({
      ...BASE,
      aliases: {
        ...BASE.aliases,
        "support-summary-v3": {
          ...BASE.aliases["support-summary-v3"],
          validation: { placeholders: tricky },
          disabled: [{ use: "primary", tenants: ["no", "007"] }],
        },
      },
    });
    const yaml = routeMapYaml(content);
    const read = readRouteMapDraft(yaml, content, baseUrlDefect);
    expect(read.ok && routeMapYaml(RouteMapContent.parse(read.content))).toBe(yaml);
  });

  it("takes JSON, which is YAML", () => {
    expect(readRouteMapDraft(JSON.stringify(BASE), BASE, baseUrlDefect)).toEqual({ ok: true, content: BASE });
  });

  it.each([
    ["text that is not YAML", "environment: production", "environment: [", /^draft:\d+: found text that is not YAML/],
    [
      "an unknown field",
      "owner: team-support",
      "ownr: team-support",
      /^draft:\d+: aliases\.support-summary-v3\.ownr: found an unknown field; allowed: one of owner/,
    ],
    [
      "a value of the wrong kind",
      "general: 25",
      "general: 250",
      /aliases\.support-summary-v3\.canary\.cohorts\.general: found 250; allowed: at most 100$/,
    ],
    [
      "a route that is not held",
      "primary: openai-chat",
      "primary: nope",
      /primary: found "nope"; allowed: one of openai-chat, comet-chat, azure-eu$/,
    ],
    [
      "a provider that is not there",
      "provider: cometapi",
      "provider: nope",
      /routes\.comet-chat\.provider: found "nope"; allowed: one of openai, cometapi, azure$/,
    ],
    [
      "a cohort that is not there",
      "general: 25",
      "unheard: 25",
      /cohorts\.unheard: found "unheard"; allowed: one of internal, general$/,
    ],
    [
      "another environment",
      "environment: production",
      "environment: staging",
      /^draft:1: environment: found "staging"; allowed: "production"$/,
    ],
    ["another salt", "salt: s1", "salt: s9", /salt: found another salt; allowed: the one it has/],
    ["two defaults", "default: false", "default: true", /cohorts: found no or more than one default cohort/],
    [
      "an address of the inside",
      "https://api.openai.com/v1",
      "https://127.0.0.1/v1",
      /providers\.openai\.base_url: found an address that may not be called/,
    ],
    [
      "a policy that would be unsafe",
      "retry: never",
      "retry: never\n      client_error:\n        fallback: any",
      /policy\.client_error: found/,
    ],
  ])("names the place of %s", (_name, from, to, expected) => {
    expect(problemsOf(from, to)[0]).toMatch(expected);
  });

  it("counts lines in the text as it was handed in", () => {
    expect(problemsOf("owner: team-platform", "owner: 7")[0]).toBe(
      `draft:${lineOf("owner: team-platform")}: aliases.internal-triage-v1.owner: found 7; allowed: text`,
    );
  });

  it("says everything that is wrong at once", () => {
    const text = YAML.replace("owner: team-support", "owner: 1").replace("owner: team-platform", "owner: 2");
    const result = readRouteMapDraft(text, BASE, baseUrlDefect);
    expect(result.ok ? 0 : result.problems.length).toBe(2);
  });

  it("is no draft without aliases", () => {
    const result = readRouteMapDraft(JSON.stringify({ ...BASE, aliases: {} }), BASE, baseUrlDefect);
    expect(result).toMatchObject({ ok: false, problems: [{ path: "aliases", found: "none" }] });
  });
});
