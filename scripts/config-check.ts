import { readFileSync } from "node:fs";
import { argv, env, exit, stderr, stdout } from "node:process";
import { printProblem } from "@/lib/contract/config-problem";
import { readConfig } from "@/lib/contract/read-config";
import { baseUrlDefect } from "@/lib/upstream/address-guard";

/** `npm run config:check FILE`: one line per problem and exit status 1, or one line that says what the file defines. */
function main(file: string | undefined): number {
  if (file === undefined) {
    stderr.write("Say which file to check: npm run config:check switchyard.yaml\n");
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    stderr.write(
      `${file}: cannot be read (${error instanceof Error && "code" in error ? String(error.code) : "unknown error"})\n`,
    );
    return 1;
  }
  const result = readConfig(text, (name) => env[name], baseUrlDefect);
  if (!result.ok) {
    for (const problem of result.problems) stderr.write(`${printProblem(file, problem)}\n`);
    return 1;
  }
  const { providers, routes, aliases, clients } = result.config;
  const parts = [
    count(providers, "provider", "providers"),
    count(routes, "route", "routes"),
    count(aliases, "alias", "aliases"),
    count(clients, "client", "clients"),
  ];
  stdout.write(`${file}: valid (${parts.join(", ")})
`);
  return 0;
}

function count(entries: readonly unknown[], one: string, many: string): string {
  return `${entries.length} ${entries.length === 1 ? one : many}`;
}

exit(main(argv[2]));
