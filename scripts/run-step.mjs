import { spawn } from "node:child_process";
import { root } from "./root.mjs";

const PROGRESS_EVERY_MS = 5_000;
const KEPT_OUTPUT_CHARS = 200_000;

/**
 * Runs one command and keeps whoever waits informed: a line every five seconds, nothing else while it goes well.
 * Resolves with the exit code, the end of its output and the time it took; rejects only when it cannot be started.
 *
 * @param {string} title what the step does, for instance "install packages"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, isEchoed?: boolean }} [options] `isEchoed` passes the output through as it comes
 * @returns {Promise<{ code: number, output: string, tookMs: number }>}
 */
export function runStep(title, command, args, { env = process.env, isEchoed = false } = {}) {
  const startedAt = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const take = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT_CHARS);
      if (isEchoed) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const progress = setInterval(() => {
      if (!isEchoed) console.log(`  ${title}: ${seconds(Date.now() - startedAt)} ${lastLine(output)}`.trimEnd());
    }, PROGRESS_EVERY_MS);
    const stopChild = () => child.kill("SIGTERM");
    process.once("exit", stopChild);
    const finish = () => {
      clearInterval(progress);
      process.removeListener("exit", stopChild);
    };
    child.once("error", (error) => {
      finish();
      reject(error);
    });
    child.once("close", (code, signal) => {
      finish();
      resolve({ code: signal === null ? (code ?? 1) : 1, output, tookMs: Date.now() - startedAt });
    });
  });
}

/** "7 s" or "1 m 5 s". */
export function seconds(/** @type {number} */ ms) {
  const whole = Math.round(ms / 1_000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} m ${whole % 60} s`;
}

/** The end of a step's output, indented, for a person who has to find out why it failed. */
export function tail(/** @type {string} */ output, lines = 30) {
  return output
    .trimEnd()
    .split("\n")
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join("\n");
}

function lastLine(/** @type {string} */ output) {
  const lines = output.split("\n").map((line) => line.trim());
  const line = lines.findLast((text) => text !== "" && !text.startsWith("npm warn"));
  return line === undefined ? "" : `(${line.slice(0, 80)})`;
}
