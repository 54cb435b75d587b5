import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./root.mjs";
import { runMain, SetupError, setUp } from "./setup.mjs";

/** Runs one of the project's TypeScript scripts: `node scripts/run-ts.mjs scripts/x.ts [arguments]`. */
await runMain(async () => {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) throw new SetupError("Name the script to run, for instance scripts/config-check.ts.");
  await setUp();
  const loader = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const child = spawn(process.execPath, [loader, join(root, script), ...args], { stdio: "inherit" });
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
});
