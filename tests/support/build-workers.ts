import { join } from "node:path";
import { build } from "esbuild";

/** Where the tests' worker bundles are: beside the production ones, so that neither overwrites the other. */
export const testWorkersDir = join(import.meta.dirname, "..", "..", "dist", "test-workers");

/** Bundles the database workers once before the tests, the way the production build does. */
export default async function buildWorkers(): Promise<void> {
  const root = join(import.meta.dirname, "..", "..");
  await build({
    absWorkingDir: root,
    entryPoints: {
      "ledger-worker": "db/sqlite/ledger-worker.ts",
      "report-worker": "db/sqlite/report-worker.ts",
      "crash-writer": "tests/support/crash-writer.ts",
      "crash-control": "tests/support/crash-control.ts",
    },
    outdir: testWorkersDir,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
}
