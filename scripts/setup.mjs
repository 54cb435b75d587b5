import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./root.mjs";
import { runStep, seconds, tail } from "./run-step.mjs";

const OLDEST_NODE = [20, 19];
const BUILD_TOOLS = ["python3", "make", "g++"];

/** What a person has to do before anything here can run; printed as is, without a stack. */
export class SetupError extends Error {}

/**
 * Makes the checkout runnable: right Node, packages as the lockfile says, the SQLite binding compiled for this Node.
 * Does nothing, within a tenth of a second, when all of that is already so. Uses Node built-ins only.
 */
export async function setUp() {
  checkNode();
  if (!isInstalled()) await installPackages();
  if (!canOpenDatabase()) await rebuildDatabase();
}

/** Runs a script's main function; a `SetupError` ends it with one sentence, anything else with its stack. */
export async function runMain(/** @type {() => Promise<number | void>} */ main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(`Switchyard needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
}

/** True when every package of the lockfile that this platform needs is there in the locked version. */
function isInstalled() {
  const installedLock = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedLock)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(installedLock, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
  );
}

async function installPackages() {
  console.log("Installing packages (npm ci); the SQLite binding may be compiled, which takes a minute or two.");
  const npm = npmCommand();
  const { code, output, tookMs } = await runStep("install packages", npm.command, [
    ...npm.args,
    "ci",
    "--foreground-scripts",
  ]);
  if (code !== 0) throw new SetupError(installFailure(output));
  console.log(`  packages installed in ${seconds(tookMs)}`);
}

/**
 * A binding compiled for another Node cannot be loaded; a child process finds out without loading it here. Which of the
 * two is in use is said by db/sqlite/driver.ts.
 */
function canOpenDatabase() {
  const name = Number(process.versions.node.split(".")[0]) < 22 ? "better-sqlite3" : "better-sqlite3-13";
  const probe = `new (require('${name}'))(':memory:').close()`;
  return spawnSync(process.execPath, ["-e", probe], { cwd: root, stdio: "ignore" }).status === 0;
}

async function rebuildDatabase() {
  console.log("Compiling the SQLite binding for this Node.");
  const npm = npmCommand();
  const { code, output } = await runStep("compile better-sqlite3", npm.command, [
    ...npm.args,
    "rebuild",
    "better-sqlite3",
  ]);
  if (code !== 0 || !canOpenDatabase()) throw new SetupError(installFailure(output));
}

/** The npm that started this script, so that a wrapper or a second installation is respected. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js")) return { command: process.execPath, args: [script] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}

function installFailure(/** @type {string} */ output) {
  const missing = BUILD_TOOLS.filter((tool) => !isOnPath(tool));
  if (missing.length > 0 && /gyp|better-sqlite3/.test(output)) {
    return `The SQLite binding has to be compiled here and ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing; on Debian: apt-get install python3 make g++.`;
  }
  return `Packages could not be installed. npm said:\n${tail(output)}`;
}

function isOnPath(/** @type {string} */ tool) {
  try {
    execFileSync(tool, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runMain(setUp);
