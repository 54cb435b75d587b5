import { existsSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";

export interface ImportViolation {
  readonly rule: string;
  /** Which file imports what, and what to do about it. */
  readonly message: string;
}

const ROOTS = ["app", "components", "db", "lib", "scripts", "tests", "server.ts", "instrumentation.ts"];

const PROJECT = join(import.meta.dirname, "..", "..", "..");

/** The import rules of the project, each with what to do when it is broken. */
export async function importRules(): Promise<{ readonly name: string; readonly advice: string }[]> {
  const { ruleSet } = await extractOptions(join(PROJECT, ".dependency-cruiser.cjs"));
  return (ruleSet?.forbidden ?? []).map(({ name = "unnamed", comment = "" }) => ({ name, advice: comment }));
}

/** Every import in a tree laid out like this project that breaks one of the rules. */
export async function importViolations(tree: string): Promise<ImportViolation[]> {
  const options = await extractOptions(join(PROJECT, ".dependency-cruiser.cjs"));
  const tsConfigFile = join(tree, "tsconfig.json");
  const roots = ROOTS.filter((root) => existsSync(join(tree, root)));
  const { output } = await cruise(
    roots,
    { ...options, baseDir: tree, tsConfig: { fileName: tsConfigFile } },
    {},
    { tsConfig: extractTsConfig(tsConfigFile) },
  );
  const advice = new Map((await importRules()).map((rule) => [rule.name, rule.advice]));
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({
    rule: rule.name,
    message: `${from} imports ${to}\n  ${rule.name}: ${advice.get(rule.name)}`,
  }));
}
