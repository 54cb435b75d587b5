import { fork } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./root.mjs";
import { runMain, SetupError, setUp } from "./setup.mjs";

const READY_WITHIN_MS = 60_000;
const HOST = process.env.HOST || "127.0.0.1";
const PORT = Number(process.env.PORT || 3000);
/** One folder a port: a second demo must not empty the first one's. */
const FOLDER = join(root, ".data", PORT === 3000 ? "demo" : `demo-${PORT}`);

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();
let isStopping = false;

/**
 * A sandbox to look at: two simulated providers, six hours of past, callers, and the real server on top of them. Every
 * start begins from an empty folder with new passwords and keys. Ctrl-C stops all of it.
 */
await runMain(async () => {
  await setUp();
  await checkPort();
  await build();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stopAll(0));
  console.log("Writing six hours of history.");
  const { world, prepared } = await startWorld();
  startServer();
  if (!(await isServerReady())) {
    if (!isStopping)
      console.error(`The server was not ready within ${READY_WITHIN_MS / 1_000} s; LOG_LEVEL=info shows why.`);
    return stopAll(1);
  }
  world.send({ type: "go", baseUrl: `http://${urlHost()}:${PORT}/v1` });
  introduce(prepared);
  await new Promise(() => {});
});

/** Fails early and in one line: seeding first would make a person wait for nothing. */
function checkPort() {
  if (!Number.isInteger(PORT) || PORT < 1 || PORT > 65_535) {
    throw new SetupError("PORT takes a port number from 1 to 65535.");
  }
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      const isTaken = "code" in error && error.code === "EADDRINUSE";
      const message = isTaken
        ? `PORT ${PORT} on ${HOST} is in use. Stop what listens there, or start with another one: PORT=3100 npm run demo.`
        : `${HOST}:${PORT} cannot be listened on: ${error.message}.`;
      reject(new SetupError(message));
    });
    probe.listen(PORT, HOST, () => probe.close(resolve));
  });
}

/**
 * @typedef {{ type: "prepared", requests: number, demoKey: string, controlUrl: string,
 *   people: { role: string, email: string, password: string }[] }} Prepared
 * @returns {Promise<{ world: import("node:child_process").ChildProcess, prepared: Prepared }>}
 */
function startWorld() {
  const world = startPart("dist/demo-world.js", [FOLDER], process.env);
  watch(world, "The demo's providers and callers");
  return new Promise((resolve) => world.once("message", (message) => resolve({ world, prepared: message })));
}

/** The production server with the demo's folder; nothing of the caller's own Switchyard settings leaks in. */
function startServer() {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("SWITCHYARD_") && name !== "DATABASE_URL",
  );
  const env = {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    PORT: String(PORT),
    HOST,
    SWITCHYARD_CONFIG: join(FOLDER, "switchyard.yaml"),
    SWITCHYARD_DATA_DIR: FOLDER,
    DATABASE_URL: `file:${join(FOLDER, "switchyard.db")}`,
    LOG_LEVEL: process.env.LOG_LEVEL || "error",
  };
  watch(startPart("scripts/demo-server.mjs", [], env), "The server");
}

/** In a process group of its own, so that Ctrl-C reaches this process only and the parts end in order. */
function startPart(/** @type {string} */ script, /** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ env) {
  return fork(join(root, script), args, { cwd: root, env, execArgv: ["--enable-source-maps"], detached: true });
}

/** A part that ends by itself ends the demo: half a demo would only puzzle. */
function watch(/** @type {import("node:child_process").ChildProcess} */ child, /** @type {string} */ name) {
  children.add(child);
  child.once("exit", (code) => {
    children.delete(child);
    if (isStopping) return;
    console.error(`${name} stopped with exit code ${code}; so does the demo.`);
    stopAll(1);
  });
}

/** Ends every child by its own handle and leaves when the last one is gone. */
function stopAll(/** @type {number} */ code) {
  if (isStopping) return;
  isStopping = true;
  for (const child of children) child.kill("SIGTERM");
  const leave = setInterval(() => {
    if (children.size === 0) process.exit(code);
  }, 50);
  setTimeout(() => {
    clearInterval(leave);
    for (const child of children) child.kill("SIGKILL");
    process.exit(code);
  }, 10_000);
}

async function isServerReady() {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && !isStopping) {
    const isReady = await fetch(`http://${urlHost()}:${PORT}/api/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function introduce(/** @type {Prepared} */ { people, demoKey, controlUrl, requests }) {
  const url = `http://${urlHost()}:${PORT}`;
  const rows = people.map(({ role, email, password }) => `  ${role.padEnd(9)} ${email.padEnd(21)} ${password}`);
  console.log(`
Switchyard is on ${url}   (Ctrl-C stops everything)

Sign in as:
${rows.join("\n")}

Call it:
  curl ${url}/v1/chat/completions \\
    -H "Authorization: Bearer ${demoKey}" -H "Content-Type: application/json" \\
    -d '{"model":"support-summary-v3","messages":[{"role":"user","content":"Summarise this ticket: late parcel."}]}'

Break a provider for a minute, and watch:
  curl -X PUT ${controlUrl}/openai-sim/fault -H "Content-Type: application/json" -d '{"kind":"error_503"}'
  curl -X PUT ${controlUrl}/openai-sim/fault -H "Content-Type: application/json" -d '{"kind":"healthy"}'

${requests} requests of history are invented; from here on the traffic is live.
`);
}

/** A wildcard address is listened on, not called. */
function urlHost() {
  if (HOST === "0.0.0.0" || HOST === "::") return "127.0.0.1";
  return HOST.includes(":") ? `[${HOST}]` : HOST;
}
