// The systems under test, each a process of its own on core 0, all in front of the same mock provider.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const MOCK_PORT = 9100;
const CLIENT_KEY = "sk-benchmark-client-key";

export const SYSTEMS = {
  "pass-through-dispatch": (mock, port) => passThrough(mock, port, "dispatch"),
  "pass-through-request": (mock, port) => passThrough(mock, port, "request"),
  portkey: (mock, port) => portkey(mock, port),
  switchyard: (mock, port) => switchyard(mock, port, root),
};

/**
 * Adds the gateway of an earlier commit as `switchyard@<ref>`, built in a folder of its own against the packages of
 * today. Only its gateway is measured: it borrows the console's build. Returns what removes the folder again.
 */
export async function addEarlierVersion(ref) {
  const tree = mkdtempSync(join(tmpdir(), "switchyard-bench-tree-"));
  const git = (...args) => execFileSync("git", args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  git("worktree", "add", "--force", "--detach", tree, ref);
  for (const shared of ["node_modules", ".next"]) symlinkSync(join(root, shared), join(tree, shared));
  const { build } = await import("esbuild");
  const { bundleOptions } = await import(pathToFileURL(join(tree, "scripts/bundles.mjs")).href);
  await build({ ...bundleOptions, absWorkingDir: tree });
  SYSTEMS[`switchyard@${ref}`] = (mock, port) => switchyard(mock, port, tree);
  return () => git("worktree", "remove", "--force", tree);
}

export async function startMock(environment) {
  const child = spawn("taskset", ["-c", "1", process.execPath, join(root, "bench/systems/mock-provider.mjs")], {
    env: { ...process.env, ...environment, PORT: String(MOCK_PORT) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = `http://127.0.0.1:${MOCK_PORT}`;
  await answers(url);
  return { url, stop: () => ended(child) };
}

/** Starts a system at a port of its own and waits until it serves. `direct` is the mock itself. */
export async function startSystem(name, mockUrl, port) {
  const path = "/v1/chat/completions";
  if (name === "direct")
    return { name, url: mockUrl + path, model: "mock-model", headers: {}, pid: null, stop: async () => {} };
  const {
    args,
    environment,
    headers = {},
    model = "mock-model",
    cwd = root,
    cleanUp = () => {},
  } = SYSTEMS[name](mockUrl, port);
  const child = spawnSystem({ args, environment, cwd });
  const url = `http://127.0.0.1:${port}`;
  await answers(url);
  const stop = async () => {
    await ended(child);
    cleanUp();
  };
  return { name, url: url + path, model, headers, pid: child.pid, stop };
}

/** One process of a system, on core 0. */
export function spawnSystem({ args, environment, cwd = root }) {
  return spawn("taskset", ["-c", "0", process.execPath, ...args], {
    cwd,
    env: { ...process.env, NODE_ENV: "production", ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function passThrough(mock, port, api) {
  return {
    args: [join(root, "bench/systems/pass-through.mjs")],
    environment: { PORT: String(port), UPSTREAM: mock, API: api },
  };
}

function portkey(mock, port) {
  const folder = join(root, "bench/peer");
  if (!existsSync(join(folder, "node_modules"))) {
    console.log("installing the benchmark peer");
    spawnSync("npm", ["ci", "--ignore-scripts", "--no-progress"], { cwd: folder, stdio: "inherit" });
  }
  return {
    cwd: folder,
    args: [join(folder, "node_modules/@portkey-ai/gateway/build/start-server.js"), "--headless", `--port=${port}`],
    environment: {},
    headers: {
      "x-portkey-provider": "openai",
      "x-portkey-custom-host": `${mock}/v1`,
      authorization: "Bearer benchmark",
    },
  };
}

function switchyard(mock, port, tree) {
  const data = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
  const config = join(data, "switchyard.yaml");
  writeFileSync(
    config,
    `version: 1
environment: benchmark
clients: [{ id: load, key: ${CLIENT_KEY} }]
providers: [{ id: mock, base_url: "${mock}/v1", api_key: benchmark-provider-key, allow_private_network: true }]
routes:
  - { id: mock-primary, provider: mock, model: mock-model, endpoints: [chat] }
  - { id: mock-fallback, provider: mock, model: mock-model, endpoints: [chat] }
aliases: [{ id: bench, primary: mock-primary, fallbacks: [mock-fallback] }]
recording: { durability: strict }
`,
  );
  return {
    cwd: tree,
    args: [join(tree, "dist/server.js")],
    environment: {
      PORT: String(port),
      SWITCHYARD_CONFIG: config,
      SWITCHYARD_DATA_DIR: data,
      DATABASE_URL: `file:${data}/switchyard.db`,
      LOG_LEVEL: "warn",
    },
    headers: { authorization: `Bearer ${CLIENT_KEY}` },
    model: "bench",
    cleanUp: () => rmSync(data, { recursive: true, force: true }),
  };
}

async function answers(url) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(500) });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`${url} did not answer within 10 s`);
}

/** Asks a process to end, insists after five seconds, and waits until it has. */
export function ended(child) {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill("SIGKILL"), 5000);
    child.on("exit", () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
