import { readFileSync } from "node:fs";
import type { ConfigFile } from "@/lib/contract/config-file";
import { printProblem } from "@/lib/contract/config-problem";
import { type EnvLookup, readConfig } from "@/lib/contract/read-config";
import { baseUrlDefect } from "@/lib/upstream/address-guard";
import { StartupError } from "./startup-error";

/** Reads and checks the configuration file. Throws `StartupError` with the first problem and how many more there are. */
export function loadConfigFile(path: string, env: EnvLookup): ConfigFile {
  const result = readConfig(readText(path), env, baseUrlDefect);
  if (result.ok) return result.config;
  const [first, ...others] = result.problems;
  const what = first === undefined ? `${path} is not valid` : printProblem(path, first);
  const more = others.length === 0 ? "" : ` (and ${others.length} more: npm run config:check ${path})`;
  throw new StartupError(what + more);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    const hint = code === "ENOENT" ? "copy switchyard.example.yaml, or set SWITCHYARD_CONFIG" : "make it readable";
    throw new StartupError(`The configuration file ${path} cannot be read (${code}); ${hint}.`);
  }
}
