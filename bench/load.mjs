// Load for whole (not streamed) requests: 64 keep-alive connections, each sending the next request when it has its
// answer. wrk drives it, because a slower generator on the same core would flatter the faster systems.
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const CONNECTIONS = 64;
export const MESSAGE = "Say something about benchmarks in five hundred tokens, please.";

function requireWrk() {
  try {
    execFileSync("wrk", ["-v"], { stdio: "ignore" });
  } catch (error) {
    // wrk prints its version and exits with 1; only its absence is a problem.
    if (error.code === "ENOENT") throw new Error("The benchmarks need wrk on the PATH (Debian package `wrk`).");
  }
}

function script(system) {
  const headers = Object.entries({ "content-type": "application/json", ...system.headers });
  const body = JSON.stringify({ model: system.model, messages: [{ role: "user", content: MESSAGE }] });
  const report = `done = function(summary, latency)
  io.write(string.format('{"requests":%d,"duration_us":%d,"errors":%d,"p50_us":%d,"p99_us":%d}', summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end`;
  const assignments = headers.map(([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`);
  return ['wrk.method = "POST"', ...assignments, `wrk.body = [==[${body}]==]`, report].join("\n");
}

async function load(system, seconds) {
  requireWrk();
  const file = join(mkdtempSync(join(tmpdir(), "switchyard-bench-")), "post.lua");
  writeFileSync(file, script(system));
  const options = [
    "-c",
    "1",
    "wrk",
    "-t1",
    `-c${CONNECTIONS}`,
    `-d${seconds}s`,
    "--timeout",
    "20s",
    "--latency",
    "-s",
    file,
    system.url,
  ];
  const { stdout } = await promisify(execFile)("taskset", options);
  const found = JSON.parse(stdout.slice(stdout.lastIndexOf("{")));
  if (found.errors > 0) throw new Error(`${system.name}: ${found.errors} of ${found.requests} requests failed`);
  return found;
}

export async function measureThroughput(system, seconds) {
  const found = await load(system, seconds);
  return {
    requests_per_second: Math.round(found.requests / (found.duration_us / 1e6)),
    p50_ms: found.p50_us / 1000,
    p99_ms: found.p99_us / 1000,
  };
}

export async function measureLatency(system, seconds) {
  const { p50_ms, p99_ms } = await measureThroughput(system, seconds);
  return { p50_ms, p99_ms };
}
