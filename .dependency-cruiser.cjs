/**
 * Who may import whom. `tests/architecture.test.ts` runs these rules; a `comment` is what a person reads when one of
 * them is broken, so it says what to do instead.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: "core-imports-only-core",
      comment: "The core is pure. Take what you need as an argument, or move the I/O to the folder that calls it.",
      severity: "error",
      from: { path: "^lib/core/" },
      to: { pathNot: "^lib/core/" },
    },
    {
      name: "contract-imports-only-core-and-zod",
      comment:
        "Contracts are shared by server, browser and OpenAPI: only zod and lib/core may be used (and yaml where the configuration file is read).",
      severity: "error",
      from: { path: "^lib/contract/" },
      to: { pathNot: ["^lib/(contract|core)/", "(^|node_modules/)(zod|yaml)(/|$)"] },
    },
    {
      name: "gateway-knows-no-control-plane",
      comment:
        "The hot path knows the snapshot, the breakers and the ledger, nothing else. Hand in what it needs as an argument, from lib/server/runtime.ts.",
      severity: "error",
      from: { path: "^lib/gateway/" },
      to: { path: "^(db|app|components|lib/(control|http|server|client))/", reachable: true },
    },
    {
      name: "control-never-imports-gateway",
      comment:
        "The planes meet in the snapshot only. Publish a new one, or take a figure of the gateway as an argument.",
      severity: "error",
      from: { path: "^lib/control/" },
      to: { path: "^lib/gateway/", reachable: true },
    },
    {
      name: "db-imports-only-contract-and-core",
      comment: "The store knows shapes, not callers. Move the decision to lib/control or the shape to lib/contract.",
      severity: "error",
      from: { path: "^db/" },
      to: { path: ["^(app|components|scripts)/", "^lib/(?!(contract|core)/)", "^server\\.ts$"] },
    },
    {
      name: "only-db-touches-the-database",
      comment: "Add a question to db/queries and a method to the interface in db/store.ts, and call that.",
      severity: "error",
      from: { path: ["^(app|components|lib|scripts)/", "^(server|instrumentation)\\.ts$"] },
      to: { path: "(^|node_modules/)(drizzle-orm|better-sqlite3(-13)?)(/|$)" },
    },
    {
      name: "route-files-only-adapt",
      comment: "A route.ts hands over to lib/http or lib/server. Move what it does into a verb of lib/control.",
      severity: "error",
      from: { path: "^app/.*route\\.tsx?$" },
      to: { pathNot: "^lib/(http|server|contract)/" },
    },
    {
      name: "browser-never-reaches-the-server",
      comment:
        "The browser talks to the console API: ask with a factory of lib/client/queries, change with lib/client/mutations.",
      severity: "error",
      from: { path: "^(components|lib/client)/" },
      to: { path: "^(db|lib/(server|gateway|control|http|upstream))/", reachable: true },
    },
    {
      name: "nothing-imports-the-composition-root",
      comment: "lib/server puts the parts together; no part may know it. Take what you need as an argument.",
      severity: "error",
      from: { path: "^(lib/(?!server/)|db/|components/)" },
      to: { path: "^lib/server/" },
    },
    {
      name: "nothing-imports-tests",
      comment: "Move what both need into lib or scripts.",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "^tests/" },
    },
    {
      name: "no-runtime-cycles",
      comment:
        "Two modules that need each other are one, or share a third. Break the cycle, or make the import a type.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    // AMD and triple-slash modules do not occur here; what no rule asks for need not be derived.
    moduleSystems: ["es6", "cjs"],
    skipAnalysisNotInRules: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|node_modules/(?!zod|yaml|drizzle-orm|better-sqlite3))" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"] },
  },
};
