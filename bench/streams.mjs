// Load for streamed requests. The mock writes its clock into every chunk, so the delay of each is known on arrival.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { MESSAGE } from "./load.mjs";

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const clock = () => performance.timeOrigin + performance.now();

function openStream(system, agent) {
  const body = JSON.stringify({ model: system.model, stream: true, messages: [{ role: "user", content: MESSAGE }] });
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const delays = [];
    let firstByteMs = null;
    let firstTokenMs = null;
    let tail = "";
    const call = request(
      system.url,
      { method: "POST", agent, headers: { "content-type": "application/json", ...system.headers } },
      (response) => {
        response.setEncoding("utf8");
        response.on("data", (text) => {
          firstByteMs ??= performance.now() - startedAt;
          if (firstTokenMs === null && text.includes("@")) firstTokenMs = performance.now() - startedAt;
          for (const [, sentAt] of text.matchAll(/@([\d.]+) /g)) delays.push(clock() - Number(sentAt));
          tail = (tail + text).slice(-64);
        });
        response.on("end", () =>
          tail.includes("[DONE]")
            ? resolve({ firstByteMs, firstTokenMs, delays })
            : reject(new Error("a stream ended early")),
        );
        response.on("error", reject);
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

/**
 * `atOnce` streams side by side, each lane opening the next one, `rounds` times. The mock's first frame says nothing
 * visible and the next follows 5 ms later; Switchyard holds the first back until then, so the first token is compared.
 */
export async function measureStreaming(system, atOnce, rounds) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const lanes = Array.from({ length: atOnce }, async () => {
    const found = [];
    for (let round = 0; round < rounds; round++) found.push(await openStream(system, agent));
    return found.slice(1);
  });
  const streams = (await Promise.all(lanes)).flat();
  agent.destroy();
  const firstBytes = streams.map((stream) => stream.firstByteMs).sort((a, b) => a - b);
  const firstTokens = streams.map((stream) => stream.firstTokenMs).sort((a, b) => a - b);
  const delays = streams.flatMap((stream) => stream.delays).sort((a, b) => a - b);
  return {
    first_byte_p50_ms: percentile(firstBytes, 0.5),
    first_byte_p99_ms: percentile(firstBytes, 0.99),
    first_token_p50_ms: percentile(firstTokens, 0.5),
    first_token_p99_ms: percentile(firstTokens, 0.99),
    chunk_delay_p50_ms: percentile(delays, 0.5),
    chunk_delay_p99_ms: percentile(delays, 0.99),
  };
}

/** Opens `count` streams at once and reads the resident memory of the system while all are open. */
export async function measureOpenStreams(system, count) {
  const agent = new Agent({ keepAlive: false, maxSockets: count });
  const streams = Array.from({ length: count }, () => openStream(system, agent));
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const rss_mib = Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${system.pid}/status`, "utf8"))?.[1]) / 1024,
  );
  const found = await Promise.all(streams);
  agent.destroy();
  const firstBytes = found.map((stream) => stream.firstByteMs).sort((a, b) => a - b);
  return { completed: found.length, rss_mib, first_byte_p50_ms: percentile(firstBytes, 0.5) };
}
