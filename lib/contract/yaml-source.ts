import { type Document, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import {
  type ConfigFinding,
  type ConfigPath,
  type ConfigProblem,
  describeAllowed,
  describeFound,
  printPath,
} from "./config-problem";
import { valueAt } from "./value-at";

/** A YAML text that parsed, with the way back from a path to its line. */
export interface YamlSource {
  readonly document: Document.Parsed;
  /** A finding with the line it is about. */
  place(finding: ConfigFinding): ConfigProblem;
}

/** Opens a YAML 1.2 text; JSON is one. A text that does not parse is one problem that quotes nothing of it. */
export function openYaml(text: string): YamlSource | ConfigProblem {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { version: "1.2", lineCounter, prettyErrors: false });
  const syntaxError = document.errors[0];
  if (syntaxError !== undefined) {
    return {
      path: "",
      line: lineCounter.linePos(syntaxError.pos[0]).line,
      found: `text that is not YAML (${SYNTAX_WORDS[syntaxError.code] ?? "it does not parse here"})`,
      allowed: "YAML 1.2",
    };
  }
  return {
    document,
    place: (finding) => ({
      path: printPath(finding.at),
      line: lineOf(document, lineCounter, finding.at),
      found: finding.found,
      allowed: finding.allowed,
    }),
  };
}

/** The plain value of a document; a problem when YAML aliases would multiply it beyond reason. */
export function plainValueOf(document: Document.Parsed): { readonly value: unknown } | ConfigProblem {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) ?? null };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { path: "", line: null, found: "too many YAML aliases", allowed: "100 at most" };
  }
}

/** What a schema says about a value, one finding for each unknown field. `isSecret` keeps a text from being quoted. */
export function schemaFindings(
  error: z.ZodError,
  schema: z.ZodType,
  value: unknown,
  isSecret: (text: string) => boolean,
): ConfigFinding[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
    const allowed = describeAllowed(issue, schema);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ at: [...at, key], found: "an unknown field", allowed }));
    }
    const offending = valueAt(value, at);
    const isHidden = typeof offending === "string" && isSecret(offending);
    return [{ at, found: describeFound(offending, at, isHidden), allowed }];
  });
}

/** One mistake, one line: a value of the wrong type breaks further rules that say nothing new. */
export function firstPerPath(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems.filter(({ path }, index) => problems.findIndex((other) => other.path === path) === index);
}

/** In the order of the text. */
export function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
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
