import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { root } from "./root.mjs";
import { runStep, seconds, tail } from "./run-step.mjs";
import { runMain, SetupError, setUp } from "./setup.mjs";

/** @typedef {{ passed: number, failed: number }} Counts */

const isFast = process.argv.includes("--fast");
const scratch = mkdtempSync(join(tmpdir(), "switchyard-test-"));

/**
 * Everything a change has to pass, in the order in which it is quickest to know. A failing step does not hide the
 * ones after it. The last line is `N passed, N failed`: every test, plus one for each step that is not a test run.
 */
await runMain(async () => {
  await setUp();
  /** @type {Counts} */
  const totals = { passed: 0, failed: 0 };
  for (const [title, run] of steps()) {
    const startedAt = Date.now();
    console.log(`\n== ${title}`);
    const counts = await run();
    totals.passed += counts.passed;
    totals.failed += counts.failed;
    const word = counts.failed === 0 ? "ok" : "FAILED";
    console.log(`${word}: ${counts.passed} passed, ${counts.failed} failed (${seconds(Date.now() - startedAt)})`);
  }
  rmSync(scratch, { recursive: true, force: true });
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
});

/** @returns {[string, () => Promise<Counts>][]} */
function steps() {
  /** @type {[string, () => Promise<Counts>][]} */
  const fast = [
    ["format, lint and types", checkSource],
    ["architecture, unit and integration tests", () => runTests("fast")],
  ];
  if (isFast) return fast;
  return [
    ...fast,
    ["simulations of the gates", () => runTests("simulation")],
    ["build", checkBuild],
    ["tests of the built server", () => runTests("built")],
    ["browser tests", runBrowserTests],
  ];
}

/** Both at once: the type check has one thread. */
async function checkSource() {
  const [style, types] = await Promise.all([checkWith("biome", ["check", "--error-on-warnings", "."]), checkTypes()]);
  return { passed: style.passed + types.passed, failed: style.failed + types.failed };
}

/** One command that is right or wrong as a whole. */
async function checkWith(/** @type {string} */ tool, /** @type {string[]} */ args) {
  const { code, output } = await runStep(tool, process.execPath, [toolPath(tool), ...args]);
  if (code !== 0) console.log(tail(output, 80));
  return one(code === 0);
}

/** Next writes the types of its own routes first; without them a fresh clone would be checked against less. */
async function checkTypes() {
  if (existsSync(join(root, "next.config.js"))) {
    const { code, output } = await runStep("route types", process.execPath, [toolPath("next"), "typegen"]);
    if (code !== 0) console.log(tail(output));
  }
  return checkWith("typescript", ["--noEmit", "-p", "."]);
}

async function checkBuild() {
  try {
    await build();
    return one(true);
  } catch (error) {
    console.log(error instanceof SetupError ? error.message : error);
    return one(false);
  }
}

async function runBrowserTests() {
  const chromium = await findChromium();
  if (chromium !== null) return runTests("browser", { CHROMIUM_PATH: chromium });
  console.log("No Chromium was found: install one and name it in CHROMIUM_PATH.");
  return one(false);
}

/** Runs one Vitest project and counts its tests from the report; a file that does not even load counts as one. */
async function runTests(/** @type {string} */ project, env = {}) {
  const report = join(scratch, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = [toolPath("vitest"), "run", "--project", project, ...reporters];
  const { code } = await runStep(project, process.execPath, args, {
    env: { ...process.env, NODE_ENV: "test", ...env },
    isEchoed: true,
  });
  if (!existsSync(report)) return one(false);
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const unloaded = testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = numFailedTests + unloaded.length;
  // Vitest also fails on an error outside any test, which no file's count shows.
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** @returns {Counts} */
function one(/** @type {boolean} */ isRight) {
  return { passed: isRight ? 1 : 0, failed: isRight ? 0 : 1 };
}

function toolPath(/** @type {string} */ tool) {
  const paths = {
    biome: "@biomejs/biome/bin/biome",
    typescript: "typescript/bin/tsc",
    next: "next/dist/bin/next",
    vitest: "vitest/vitest.mjs",
  };
  return join(root, "node_modules", paths[/** @type {keyof typeof paths} */ (tool)]);
}
