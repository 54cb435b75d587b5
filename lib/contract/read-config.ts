import { type Document, isPair, isScalar, isSeq, visit } from "yaml";
import { type AddressJudge, crossCheck } from "./config-cross-checks";
import { ConfigFile } from "./config-file";
import type { ConfigFinding, ConfigProblem } from "./config-problem";
import { firstPerPath, inOrder, openYaml, plainValueOf, schemaFindings } from "./yaml-source";

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
  const source = openYaml(text);
  if (!("document" in source)) return refused([source]);
  const { unset, substituted } = substituteEnvironment(source.document, env);
  if (unset.length > 0) return refused(unset.map(source.place));

  const raw = plainValueOf(source.document);
  if (!("value" in raw)) return refused([raw]);
  const parsed = ConfigFile.safeParse(raw.value);
  if (!parsed.success) {
    const findings = schemaFindings(parsed.error, ConfigFile, raw.value, (found) => substituted.has(found));
    return refused(firstPerPath(findings.map(source.place)));
  }
  const findings = crossCheck(parsed.data, judgeAddress);
  return findings.length === 0 ? { ok: true, config: parsed.data } : refused(findings.map(source.place));
}

function refused(problems: readonly ConfigProblem[]): ReadConfigResult {
  return { ok: false, problems: inOrder(problems) };
}

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
