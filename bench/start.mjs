// From the start of the built server's process to the last byte of the first completion it serves, the provider's own
// time included: once over an empty directory, which is migrated and made from the file, and once over what that left.
import { ended, SYSTEMS, spawnSystem } from "./systems.mjs";

const PORT = 9101;
const WITHIN_MS = 30_000;
const MESSAGE = "Say that you are there.";

/** Milliseconds of a first start and of the restart after it. */
export async function measureStart(mockUrl) {
  const system = SYSTEMS.switchyard(mockUrl, PORT);
  try {
    return { first_start_ms: await timeToServe(system), restart_ms: await timeToServe(system) };
  } finally {
    system.cleanUp();
  }
}

async function timeToServe(system) {
  const startedAt = performance.now();
  const child = spawnSystem(system);
  try {
    while (performance.now() - startedAt < WITHIN_MS) {
      if (await isServed(system)) return Math.round(performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    await ended(child);
  }
  throw new Error(`The server served nothing within ${WITHIN_MS / 1000} s of its start`);
}

async function isServed({ headers, model }) {
  const response = await fetch(`http://127.0.0.1:${PORT}/v1/chat/completions`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: MESSAGE }] }),
  }).catch(() => null);
  if (response === null) return false;
  await response.text();
  if (!response.ok) throw new Error(`The first request was answered with HTTP ${response.status}`);
  return true;
}
