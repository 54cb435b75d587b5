import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CANARY_SECRETS, FULL_CONFIG } from "../support/config-fixtures";
import { tempDir } from "../support/temp-store";

/** Runs the command behind `npm run config:check`. */
function check(text: string, env: Readonly<Record<string, string>> = CANARY_SECRETS) {
  const file = join(tempDir(), "switchyard.yaml");
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync("node", ["scripts/run-ts.mjs", "scripts/config-check.ts", file], {
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...env },
    encoding: "utf8",
  });
  const withoutPath = (output: string) => output.replaceAll(file, "switchyard.yaml");
  return { status, stdout: withoutPath(stdout), stderr: withoutPath(stderr) };
}

describe("config:check", () => {
  it("says in one line what a valid file defines", () => {
    expect(check(FULL_CONFIG)).toEqual({
      status: 0,
      stdout: "switchyard.yaml: valid (2 providers, 3 routes, 1 alias, 2 clients)\n",
      stderr: "",
    });
  });

  it("exits 1 with one line per problem, and no secret in any", () => {
    const broken = FULL_CONFIG.replace("fallbacks: [local-chat]", "fallbacks: [nope]").replace(
      "internal: 10",
      "beta: 10",
    );
    const { status, stdout, stderr } = check(broken);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr.trimEnd().split("\n")).toEqual([
      'switchyard.yaml:28: aliases[0].fallbacks[0]: found "nope"; allowed: one of openai-chat, local-chat, unused',
      'switchyard.yaml:29: aliases[0].canary.cohorts.beta: found "beta"; allowed: one of internal, general',
    ]);
  });

  it("exits 1 for a file that is not there", () => {
    const { status, stderr } = spawnSync(
      "node",
      ["scripts/run-ts.mjs", "scripts/config-check.ts", "no/such/file.yaml"],
      { encoding: "utf8" },
    );
    expect(status).toBe(1);
    expect(stderr).toBe("no/such/file.yaml: cannot be read (ENOENT)\n");
  });
});
