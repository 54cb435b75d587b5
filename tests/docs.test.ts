import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import packageJson from "../package.json";

const PROJECT = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(PROJECT, path), "utf8");
const README = read("README.md");
const API = read("docs/http-api.md");
const PAGES = ["README.md", "CONTRIBUTING.md", ...markdownIn("docs")];

describe("what the pages name exists, and what exists is named", () => {
  test("every environment variable the server reads is in the README's table, and no other", () => {
    const documented = firstCells(sectionOf(README, "Environment")).map((cell) => cell.replaceAll("`", ""));
    // NODE_ENV is set by our own commands, never by an operator.
    const readByServer = matches(read("lib/server/config.ts"), /^ {2}([A-Z][A-Z_]+): /gm).filter(
      (name) => name !== "NODE_ENV",
    );
    expect(documented.sort()).toEqual([...new Set(readByServer)].sort());
  });

  test("every npm script is in the README's table of commands, and no other", () => {
    const documented = firstCells(sectionOf(README, "Commands")).map(scriptOf);
    expect(documented.sort()).toEqual(Object.keys(packageJson.scripts).sort());
  });

  test("every npm script that a page mentions exists", () => {
    const known = Object.keys(packageJson.scripts);
    const unknown = PAGES.flatMap((page) =>
      matches(read(page), /npm run ([a-z:-]+)/g)
        .filter((script) => !known.includes(script))
        .map((script) => `${page}: npm run ${script}`),
    );
    expect(unknown).toEqual([]);
  });

  test("every endpoint is in docs/http-api.md, and no other", () => {
    const documented = firstCells(API).map((cell) => cell.replaceAll("`", ""));
    expect(documented.sort()).toEqual(endpoints().sort());
  });

  test("every link between the pages leads somewhere", () => {
    const broken = PAGES.flatMap((page) =>
      matches(read(page), /\]\((?!https?:)([^)#]+)[^)]*\)/g)
        .filter((target) => !existsSync(join(PROJECT, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("every file and folder the pages name in code exists", () => {
    const named = PAGES.flatMap((page) =>
      matches(read(page), /`((?:app|components|db|docs|lib|tests|scripts|bench)\/[\w./[\]-]+)`/g).map((path) => ({
        page,
        path,
      })),
    );
    const missing = named
      .filter(({ path }) => !existsSync(join(PROJECT, path)))
      .map(({ page, path }) => `${page}: ${path}`);
    expect(missing).toEqual([]);
  });

  test("the decisions are numbered without gaps and each starts with its number", () => {
    const pages = readdirSync(join(PROJECT, "docs/decisions")).sort();
    pages.forEach((page, index) => {
      expect(page).toMatch(new RegExp(`^${String(index + 1).padStart(4, "0")}-[a-z0-9-]+\\.md$`));
      expect(read(`docs/decisions/${page}`)).toMatch(new RegExp(`^# ${index + 1}\\. `));
    });
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

/** The text under a heading, up to the next heading of the same or a higher level. */
function sectionOf(page: string, heading: string): string {
  const [, rest = ""] = page.split(new RegExp(`^## ${heading}$`, "m"));
  return rest.split(/^## /m, 1)[0] ?? "";
}

/** First cells of all table rows that hold code. */
function firstCells(text: string): string[] {
  return matches(text, /^\| (`[^|]+`) \|/gm);
}

function scriptOf(command: string): string {
  const [, script = command.replace(/^`npm |`$/g, "")] = /npm run ([a-z:-]+)/.exec(command) ?? [];
  return script;
}

/** `GET /api/...` for every handler of every route file, parameters in braces. */
function endpoints(): string[] {
  return readdirSync(join(PROJECT, "app"), { recursive: true, encoding: "utf8" })
    .filter((name) => /(^|\/)route\.ts$/.test(name))
    .flatMap((name) => {
      const path = `/${dirname(name)}`.replace(/\/\([^)]+\)/g, "").replace(/\[([^\]]+)\]/g, "{$1}");
      const methods = matches(
        read(join("app", name)),
        /export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g,
      );
      return methods.map((method) => `${method} ${path}`);
    });
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, group]) => (group === undefined ? [] : [group]));
}
