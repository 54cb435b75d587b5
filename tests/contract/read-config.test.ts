import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printProblem } from "@/lib/contract/config-problem";
import { readConfig } from "@/lib/contract/read-config";
import { baseUrlDefect } from "@/lib/upstream/address-guard";
import { CANARY_SECRETS, FULL_CONFIG, MINIMAL_CONFIG, parseConfig } from "../support/config-fixtures";

/** Problems as lines, for a text in which each `from` is replaced. */
function problemsOf(
  text: string,
  changes: readonly (readonly [string, string])[] = [],
  env = CANARY_SECRETS,
): string[] {
  const changed = changes.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`The fixture has no ${from}`);
    return result.replace(from, to);
  }, text);
  const result = readConfig(changed, (name) => env[name], baseUrlDefect);
  return result.ok ? [] : result.problems.map((problem) => printProblem("f", problem));
}

describe("readConfig", () => {
  it("accepts a file of version, one client, one provider, one route and one alias, and fills in the rest", () => {
    const config = parseConfig(MINIMAL_CONFIG);
    expect(config.environment).toBe("production");
    expect(config.people).toEqual([]);
    expect(config.recording).toEqual({ durability: "strict", retention: { attempts_days: 30, rollups_days: 400 } });
    expect(config.providers[0]?.auth).toEqual({ header: "authorization", scheme: "Bearer" });
    expect(config.routes[0]?.timeouts.total_ms).toBe(120_000);
    expect(config.aliases[0]?.budget.max_attempts).toBe(4);
  });

  it("accepts the shipped example once its variables are set", () => {
    const text = readFileSync("switchyard.example.yaml", "utf8");
    expect(readConfig(text, (name) => `value-of-${name}`, baseUrlDefect).ok).toBe(true);
  });

  it(`replaces \${NAME} anywhere in a text and leaves $\${NAME} as a literal`, () => {
    const text = MINIMAL_CONFIG.split("gpt-4.1-mini").join(`"a-\${PART}-b-$\${PART}"`);
    expect(parseConfig(text, { PART: "x" }).routes[0]?.model).toBe(`a-x-b-\${PART}`);
  });

  it("stops at variables that are not set, naming line and variable of each", () => {
    const { OPENAI_KEY: _unset, OPS_BOT_TOKEN: _alsoUnset, ...env } = CANARY_SECRETS;
    expect(problemsOf(FULL_CONFIG, [], env)).toEqual([
      `f:14: tokens[0].token: found \${OPS_BOT_TOKEN}, which is not set; allowed: set OPS_BOT_TOKEN in the environment`,
      `f:16: providers[0].api_key: found \${OPENAI_KEY}, which is not set; allowed: set OPENAI_KEY in the environment`,
    ]);
  });

  it.each([
    [
      "an unknown route",
      "fallbacks: [local-chat]",
      "fallbacks: [nope]",
      'f:28: aliases[0].fallbacks[0]: found "nope"; allowed: one of openai-chat, local-chat, unused',
    ],
    [
      "a route listed twice",
      "fallbacks: [local-chat]",
      "fallbacks: [openai-chat]",
      'f:28: aliases[0].fallbacks[0]: found "openai-chat" a second time; allowed: each route once among primary and fallbacks',
    ],
    [
      "an unknown provider",
      "provider: openai,",
      "provider: opnai,",
      'f:19: routes[0].provider: found "opnai"; allowed: one of openai, local',
    ],
    [
      "an unknown canary route",
      "route: local-chat,",
      "route: x,",
      'f:29: aliases[0].canary.route: found "x"; allowed: one of openai-chat, local-chat, unused',
    ],
    [
      "an unknown cohort",
      "{ internal: 10 }",
      "{ beta: 10 }",
      'f:29: aliases[0].canary.cohorts.beta: found "beta"; allowed: one of internal, general',
    ],
    [
      "an unknown client",
      "clients: [staff-tools]",
      "clients: [nobody]",
      'f:23: cohorts[0].match.clients[0]: found "nobody"; allowed: one of web-app, staff-tools',
    ],
    [
      "an id used twice",
      "id: unused,",
      "id: local-chat,",
      'f:21: routes[2].id: found "local-chat" a second time; allowed: each id once in routes',
    ],
    [
      "a percentage above 100",
      "internal: 10",
      "internal: 140",
      "f:29: aliases[0].canary.cohorts.internal: found 140; allowed: at most 100",
    ],
    [
      "a misspelt field",
      "owner: team-support",
      "ownr: team-support",
      "f:26: aliases[0].ownr: found an unknown field; allowed: one of owner, expires_at, primary, fallbacks, canary, stream_policy, budget, objective, validation, adapt, context_reset, side_effects, disabled, breaker, policy, id",
    ],
    ["a missing field", "primary: openai-chat\n", "\n", "f:25: aliases[0].primary: found nothing; allowed: text"],
    [
      "a wrong type",
      "fallbacks: [local-chat]",
      "fallbacks: local-chat",
      'f:28: aliases[0].fallbacks: found "local-chat"; allowed: a list',
    ],
    [
      "a role that does not exist",
      "roles: [admin]",
      "roles: [root]",
      'f:11: people[3].roles[0]: found "root"; allowed: one of viewer, operator, approver, admin',
    ],
    [
      "a provider without TLS",
      ", allow_private_network: true",
      "",
      "f:17: providers[1].base_url: found an address without TLS; allowed: https://..., or http:// together with allow_private_network: true for a model of your own",
    ],
    ["a version of the future", "version: 1", "version: 2", "f:2: version: found 2; allowed: 1"],
  ])("names path, line, found and allowed for %s", (_name, from, to, expected) => {
    expect(problemsOf(FULL_CONFIG, [[from, to]])).toEqual([expected]);
  });

  it("refuses a policy that would hide the caller's or the account's mistakes, and says why", () => {
    const policy = "policy: { client_error: { fallback: any }, account_error: { fallback: any } }";
    const problems = problemsOf(FULL_CONFIG, [["owner: team-support", `owner: team-support\n    ${policy}`]]);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/aliases\[0\]\.policy\.client_error: .*would only hide the caller's mistake/);
    expect(problems[1]).toMatch(/aliases\[0\]\.policy\.account_error: .*hide a key or billing problem/);
  });

  it("wants exactly one default cohort and adds general when none is marked", () => {
    const two = "cohorts:\n  - { id: a, default: true }\n  - { id: b, default: true }\n";
    expect(problemsOf(`${MINIMAL_CONFIG}${two}`)).toEqual([
      "f:13: cohorts[1].default: found a second default cohort; allowed: default: true on exactly one cohort",
    ]);
    const unmarked = "cohorts:\n  - { id: general }\n";
    expect(problemsOf(`${MINIMAL_CONFIG}${unmarked}`)).toEqual([
      "f:12: cohorts[0]: found no default cohort; allowed: default: true on exactly one cohort, for instance general",
    ]);
  });

  it("says where a text stops being YAML without quoting it", () => {
    const problems = problemsOf(MINIMAL_CONFIG, [["key: web-app-key-1", `key: \${WEB_APP_KEY}`]]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^f:4: found text that is not YAML/);
    expect(problems[0]).toContain("needs quotes inside { } and [ ]");
  });

  it("refuses a document that multiplies itself by YAML aliases", () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]",
      "c: [*b, *b, *b, *b, *b, *b, *b, *b, *b]",
      "d: [*a, *b]",
    ];
    expect(problemsOf(bomb.join("\n"))).toEqual(["f: found too many YAML aliases; allowed: 100 at most"]);
  });

  it("shows no secret in any message, wherever the mistake is", () => {
    const mistakes: readonly (readonly [string, string])[] = [
      [`key: "\${WEB_APP_KEY}"`, "key: x1y2z3"],
      [`password: "\${ADMIN_PASSWORD}"`, "password: pw-1234"],
      [`token: "\${OPS_BOT_TOKEN}"`, `token: ["\${OPS_BOT_TOKEN}"]`],
      ["environment: test", `environment: ["\${OPENAI_KEY}"]`],
      ["owner: team-support", `owner: "\${OPENAI_KEY}\${OPENAI_KEY}\${OPENAI_KEY}\${OPENAI_KEY}\${OPENAI_KEY}"`],
      ["stream_policy", "stream_policy"],
      ["model: local-model", `model: "", endpoints: ["\${OPENAI_KEY}"]`],
      ["  - { id: staff-tools,", "  - sk-plain-key-in-the-wrong-place\n  - { id: staff-tools,"],
      ["base_url: https://api.openai.com/v1/", `base_url: "\${OPENAI_KEY}"`],
    ];
    const secrets = [...Object.values(CANARY_SECRETS), "x1y2z3", "pw-1234", "sk-plain-key-in-the-wrong-place"];
    for (const [from, to] of mistakes.filter(([text]) => FULL_CONFIG.includes(text))) {
      const lines = problemsOf(FULL_CONFIG, [[from, to]]);
      expect(lines.length).toBeGreaterThan(0);
      for (const secret of secrets) expect(lines.join("\n")).not.toContain(secret);
    }
  });
});
