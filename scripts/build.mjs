import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { fingerprint } from "./fingerprint.mjs";
import { root } from "./root.mjs";
import { runStep, seconds, tail } from "./run-step.mjs";
import { runMain, SetupError, setUp } from "./setup.mjs";

const INPUTS = [
  "app",
  "components",
  "db",
  "lib",
  "scripts/bundles.mjs",
  "scripts/demo-world.ts",
  "scripts/demo-world",
  "instrumentation.ts",
  "server.ts",
  "next.config.js",
  "proxy.ts",
  "postcss.config.cjs",
  "postcss.config.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const STAMP = join(root, "dist", ".fingerprint");
const RESULTS = ["dist/server.js", "dist/demo-world.js", ".next/BUILD_ID"];

/**
 * The production build: Next's, and the programs beside it. Skipped when nothing that goes into it has changed since
 * the last one that succeeded, so that a second start takes seconds.
 */
export async function build() {
  const wanted = fingerprint(INPUTS);
  if (isBuilt(wanted)) return;
  rmSync(STAMP, { force: true });
  console.log("Building the console and the gateway.");
  const { build: bundle, stop } = await import("esbuild");
  const { bundleOptions } = await import("./bundles.mjs");
  await bundle({ ...bundleOptions, absWorkingDir: root });
  await stop();
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output, tookMs } = await runStep("build the console", process.execPath, [next, "build"], { env });
  if (code !== 0) throw new SetupError(`The console could not be built. Next said:\n${tail(output, 60)}`);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
  console.log(`  built in ${seconds(tookMs)}`);
}

function isBuilt(/** @type {string} */ wanted) {
  if (!RESULTS.every((path) => existsSync(join(root, path)))) return false;
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await runMain(async () => {
    await setUp();
    await build();
  });
}
