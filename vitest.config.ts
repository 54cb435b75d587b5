import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  resolve: { alias: { "@": root } },
  // The console's components are TSX; Next brings its own compiler settings, so the tests name theirs.
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/browser/**", "tests/built/**"],
          globalSetup: ["tests/support/build-workers.ts"],
          setupFiles: ["tests/setup.ts"],
          // Hundreds of small files share a few processes; one each would triple the time. What must be single in a
          // process is made anew by each file that needs it, and taken down again.
          isolate: false,
          // Two at least: one waits for a timer or a worker while the other computes.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          testTimeout: 15_000,
          hookTimeout: 30_000,
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
