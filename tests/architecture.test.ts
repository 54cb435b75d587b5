import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { BROKEN_IMPORTS } from "./support/architecture/broken-imports";
import { importRules, importViolations } from "./support/architecture/import-violations";
import { projectFiles, type SourceFile } from "./support/architecture/project-files";
import { environmentReads, hasLogic, longFunctions, purityDefects } from "./support/architecture/source-defects";

const PROJECT = join(import.meta.dirname, "..");
const LONGEST_FILE_LINES = 250;
const LONGEST_ROUTE_LINES = 25;
const LONGEST_PAGE_LINES = 35;

/** The one module that may read the environment. Tools under scripts/ and bench/ run outside the server. */
const READS_ENVIRONMENT = "lib/server/config.ts";

const planted: string[] = [];

afterEach(() => {
  for (const tree of planted.splice(0)) rmSync(tree, { recursive: true });
});

describe("imports", () => {
  test("every import of the project keeps the rules", async () => {
    const violations = await importViolations(PROJECT);
    expect(violations.map((violation) => violation.message)).toEqual([]);
  });

  test.each(BROKEN_IMPORTS)("$rule is noticed when it is broken", async ({ rule, files }) => {
    const violations = await importViolations(plant(files));
    expect(violations.map((violation) => violation.rule)).toContain(rule);
  });

  test("no rule is without proof that it can fail, and each says what to do", async () => {
    const rules = await importRules();
    expect(BROKEN_IMPORTS.map(({ rule }) => rule)).toEqual(rules.map(({ name }) => name));
    for (const { advice } of rules) expect(advice).toMatch(/\w{3,}.*[.]$/);
  });

  test("an import for its type alone is not a cycle", async () => {
    const violations = await importViolations(
      plant({
        "lib/core/left.ts":
          'import { right } from "./right";\nexport type Left = number;\nexport const left = () => right;\n',
        "lib/core/right.ts": 'import type { Left } from "./left";\nexport const right: Left = 1;\n',
      }),
    );
    expect(violations).toEqual([]);
  });
});

describe("the core is pure and synchronous", () => {
  test("it has no clock, chance, timers, I/O, async or module-level state", () => {
    expect(inEach(projectFiles(PROJECT, ["lib/core"]), purityDefects)).toEqual([]);
  });

  test.each([
    ["a clock", "export const age = (at: number) => Date.now() - at;"],
    ["a date of now", "export const today = () => new Date();"],
    ["chance", "export const roll = () => Math.random();"],
    ["a timer", "export const later = (f: () => void) => setTimeout(f, 1);"],
    ["a request", 'export const ask = () => fetch("http://example.com");'],
    ["an async function", "export async function wait() {}"],
    ["module-level state", "let count = 0;\nexport const next = () => ++count;"],
    ["the environment", "export const level = () => process.env.LOG_LEVEL;"],
  ])("%s in the core is noticed", (_, text) => {
    expect(purityDefects("lib/core/x.ts", text)).not.toEqual([]);
  });

  test("a field that is merely called process or fetch is not", () => {
    expect(purityDefects("lib/core/x.ts", "export const f = (o: { process: number }) => o.process;")).toEqual([]);
  });

  test("every file with logic has a test of its name", () => {
    const tests = new Set(projectFiles(PROJECT, ["tests/core"]).map(({ path }) => path));
    const untested = projectFiles(PROJECT, ["lib/core"])
      .filter(({ path, text }) => hasLogic(path, text) && !tests.has(mirrorOf(path)))
      .map(({ path }) => `${path}: write ${mirrorOf(path)}`);
    expect(untested).toEqual([]);
  });

  test("a file of types and constants needs none", () => {
    expect(hasLogic("lib/core/x.ts", 'export type A = 1;\nexport const NAMES = ["a"] as const;')).toBe(false);
    expect(hasLogic("lib/core/x.ts", "export function f() {}")).toBe(true);
  });
});

describe("the environment", () => {
  test("is read in one module", () => {
    const files = projectFiles(PROJECT, ["app", "components", "db", "lib", "server.ts"]);
    expect(
      inEach(
        files.filter(({ path }) => path !== READS_ENVIRONMENT),
        environmentReads,
      ),
    ).toEqual([]);
  });

  test("read anywhere else is noticed", () => {
    expect(environmentReads("lib/gateway/x.ts", "export const f = () => process.env.PORT;")).toHaveLength(1);
  });
});

describe("size", () => {
  test("no file is too long to hold one thing", () => {
    const files = projectFiles(PROJECT, ["app", "components", "db", "lib", "scripts"]);
    const long = files
      .filter(({ text }) => lines(text) > LONGEST_FILE_LINES)
      .map(
        ({ path, text }) => `${path}: ${lines(text)} lines; split it by what it does, ${LONGEST_FILE_LINES} at most`,
      );
    expect(long).toEqual([]);
  });

  test("no function is too long to read at once", () => {
    expect(inEach(projectFiles(PROJECT, ["app", "components", "db", "lib"]), longFunctions)).toEqual([]);
  });

  test("a function over the cap is noticed, markup is not", () => {
    const body = "  console.log(1);\n".repeat(70);
    expect(longFunctions("lib/x.ts", `export function f() {\n${body}}`)).toHaveLength(1);
    expect(longFunctions("components/x.tsx", `export function F() {\n${body}  return <p />;\n}`)).toEqual([]);
  });

  test("route files adapt and pages ask, no more", () => {
    const files = projectFiles(PROJECT, ["app"]);
    const long = files.flatMap(({ path, text }) => {
      const cap = /route\.tsx?$/.test(path) ? LONGEST_ROUTE_LINES : /page\.tsx$/.test(path) ? LONGEST_PAGE_LINES : null;
      return cap !== null && lines(text) > cap
        ? [`${path}: ${lines(text)} lines, ${cap} at most; move what it does to a verb, a panel or lib/http`]
        : [];
    });
    expect(long).toEqual([]);
  });
});

/** Writes a tree laid out like the project into a temporary folder. */
function plant(files: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), "switchyard-tree-"));
  planted.push(tree);
  // `baseUrl` because the resolver would otherwise look for "@/" from the folder the tests run in.
  const compilerOptions = {
    module: "ESNext",
    baseUrl: ".",
    moduleResolution: "Bundler",
    jsx: "react-jsx",
    paths: { "@/*": ["./*"] },
  };
  writeFileSync(join(tree, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["**/*.ts", "**/*.tsx"] }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  return tree;
}

function inEach(files: readonly SourceFile[], find: (path: string, text: string) => string[]): string[] {
  return files.flatMap(({ path, text }) => find(path, text));
}

function mirrorOf(path: string): string {
  return path.replace(/^lib\//, "tests/").replace(/\.ts$/, ".test.ts");
}

function lines(text: string): number {
  return text.trimEnd().split("\n").length;
}
