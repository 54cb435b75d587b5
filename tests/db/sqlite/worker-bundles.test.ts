import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";

const WORKERS = ["db/sqlite/ledger-worker.ts", "db/sqlite/report-worker.ts"];

/** Each package a worker loads is paid for at every start, and again whenever a worker is replaced. */
it.each(WORKERS)("%s loads no package but the two of which one opens the database", async (entryPoint) => {
  const { metafile } = await build({
    absWorkingDir: join(import.meta.dirname, "..", "..", ".."),
    entryPoints: [entryPoint],
    outdir: "dist",
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    metafile: true,
    write: false,
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  const packages = imports.filter((path) => !path.startsWith("node:"));
  expect([...new Set(packages)]).toEqual(["better-sqlite3", "better-sqlite3-13"]);
});
