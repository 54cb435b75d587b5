import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/** Statistics over tens of thousands of simulated stages; what they use has unit tests of its own among the fast ones. */
const SIMULATIONS = "tests/core/**/*-simulation.test.ts";

export default defineConfig({
  resolve: { alias: { "@": root } },
  // The console's components are TSX; Next brings its own compiler settings, so the tests name theirs.
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    // A file that did not change is not compiled again by the next run.
    experimental: { fsModuleCache: true, fsModuleCachePath: join(root, "node_modules", ".cache", "vitest-modules") },
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/browser/**", "tests/built/**", SIMULATIONS],
          globalSetup: ["tests/support/build-workers.ts"],
          setupFiles: ["tests/setup.ts"],
          // Hundreds of small files share a few processes; one each would triple the time. What must be single in a
          // process is made anew by each file that needs it, and taken down again.
          isolate: false,
          // Two at least: one waits for a timer or a worker while the other computes. More disturb what is timed.
          maxWorkers: Math.max(2, availableParallelism()),
          testTimeout: 15_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "simulation",
          include: [SIMULATIONS],
          setupFiles: ["tests/setup.ts"],
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        test: {
          name: "built",
          include: ["tests/built/**/*.test.ts"],
          setupFiles: ["tests/setup.ts"],
          // Each file starts servers of its own and measures them.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          // One server and one browser at a time: the pages are timed against a machine that is not busy with others.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
