/** The programs beside the Next application, as esbuild makes them. Loaded after the install: esbuild is a package. */

/** Bundle name (relative to `dist/`, without extension) -> entry file. */
const entryPoints = {
  server: "server.ts",
  "workers/ledger-worker": "db/sqlite/ledger-worker.ts",
  "workers/report-worker": "db/sqlite/report-worker.ts",
  "demo-world": "scripts/demo-world.ts",
};

/** @type {import("esbuild").BuildOptions} */
export const bundleOptions = {
  entryPoints,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  // Packages are loaded from node_modules: native bindings and Next itself cannot be bundled.
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
};
