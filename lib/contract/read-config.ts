import { type Document, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { type AddressJudge, crossCheck } from "./config-cross-checks";
import { ConfigFile } from "./config-file";
import {
  type ConfigFinding,
  type ConfigPath,
  type ConfigProblem,
  describeAllowed,
  describeFound,
  printPath,
} from "./config-problem";
import { valueAt } from "./value-at";

export type ReadConfigResult =
  | { readonly ok: true; readonly config: ConfigFile }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Looks up an environment variable; undefined when it is not set. */
export type EnvLookup = (name: string) => string | undefined;

/**
 * Reads a configuration file: YAML 1.2, `${NAME}` replaced from the environment in any text value (`$${` stays a
 * literal `${`), the shape, then the references between its parts. Returns every problem of the first stage that has
 * any, in the order of the file. Pure: neither the file system nor the environment is touched.
 */
export function readConfig(text: string, env: EnvLookup, judgeAddress: AddressJudge): ReadConfigResult {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { version: "1.2", lineCounter, prettyErrors: false });
  const syntaxError = document.errors[0];
  if (syntaxError !== undefined) {
    return refused([
      {
        path: "",
        line: lineCounter.linePos(syntaxError.pos[0]).line,
        found: `text that is not YAML (${SYNTAX_WORDS[syntaxError.code] ?? "it does not parse here"})`,
        allowed: "YAML 1.2",
      },
    ]);
  }
  const place = (finding: ConfigFinding): ConfigProblem => ({
    path: printPath(finding.at),
    line: lineOf(document, lineCounter, finding.at),
    found: finding.found,
    allowed: finding.allowed,
  });
  const { unset, substituted } = substituteEnvironment(document, env);
  if (unset.length > 0) return refused(unset.map(place));

  const raw = toPlainValue(document);
  if (raw === undefined)
    return refused([{ path: "", line: null, found: "too many YAML aliases", allowed: "100 at most" }]);
  const parsed = ConfigFile.safeParse(raw);
  if (!parsed.success) {
    const findings = parsed.error.issues.flatMap((issue) => findingsOf(issue, raw, substituted));
    return refused(firstPerPath(findings.map(place)));
  }
  const findings = crossCheck(parsed.data, judgeAddress);
  return findings.length === 0 ? { ok: true, config: parsed.data } : refused(findings.map(place));
}

function refused(problems: readonly ConfigProblem[]): ReadConfigResult {
  return { ok: false, problems: [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** One mistake, one line: a value of the wrong type breaks further rules that say nothing new. */
function firstPerPath(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems.filter(({ path }, index) => problems.findIndex((other) => other.path === path) === index);
}

/** The library's own messages quote the text, which may be a key; these do not. */
const SYNTAX_WORDS: Readonly<Record<string, string>> = {
  BAD_INDENT: "wrong indentation",
  TAB_AS_INDENT: "a tab is used for indentation",
  DUPLICATE_KEY: "the same field twice",
  MISSING_CHAR: "a quote or bracket is missing",
  MULTIPLE_DOCS: "more than one document",
  BAD_ALIAS: "a broken YAML alias",
  UNEXPECTED_TOKEN: `something unexpected; "\${NAME}" needs quotes inside { } and [ ]`,
};

const REFERENCE = /(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Replaces `${NAME}` in place. Returns what is not set, and every text that holds something from the environment. */
function substituteEnvironment(document: Document.Parsed, env: EnvLookup) {
  const unset: ConfigFinding[] = [];
  const substituted = new Set<string>();
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === "key" || typeof node.value !== "string" || !node.value.includes("${")) return;
      let isSubstituted = false;
      const text = node.value.replace(REFERENCE, (whole, literal: string, name: string) => {
        if (literal !== "") return whole.slice(1);
        const value = env(name);
        if (value === undefined) {
          const at = pathOf([...ancestors, node]);
          unset.push({ at, found: `\${${name}}, which is not set`, allowed: `set ${name} in the environment` });
          return whole;
        }
        isSubstituted = true;
        return value;
      });
      node.value = text;
      if (isSubstituted) substituted.add(text);
    },
  });
  return { unset, substituted };
}

/** The path of the last node of a chain of ancestors. */
function pathOf(chain: readonly unknown[]): (string | number)[] {
  return chain.flatMap((parent, depth): (string | number)[] => {
    const child = chain[depth + 1];
    if (isPair(parent)) return [String(isScalar(parent.key) ? parent.key.value : parent.key)];
    return isSeq(parent) && child !== undefined ? [parent.items.indexOf(child)] : [];
  });
}

/** Undefined when YAML aliases would multiply the document beyond reason. */
function toPlainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? null;
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function findingsOf(issue: z.core.$ZodIssue, raw: unknown, substituted: ReadonlySet<string>): ConfigFinding[] {
  const at = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  const allowed = describeAllowed(issue, ConfigFile);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ at: [...at, key], found: "an unknown field", allowed }));
  }
  const value = valueAt(raw, at);
  return [{ at, found: describeFound(value, at, typeof value === "string" && substituted.has(value)), allowed }];
}

/** The line of the value at a path, or of its nearest parent that exists. */
function lineOf(document: Document.Parsed, lineCounter: LineCounter, path: ConfigPath): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      return lineCounter.linePos(Number(node.range[0])).line;
    }
  }
  return null;
}
