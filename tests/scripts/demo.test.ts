import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";

let other: Server;
let port: number;

beforeEach(async () => {
  other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});

afterEach(() => new Promise((resolve) => other.close(resolve)));

function startDemo(environment: Record<string, string>) {
  const env = { ...process.env, HOST: "127.0.0.1", ...environment };
  return spawnSync(process.execPath, ["scripts/demo.mjs"], { env, encoding: "utf8", timeout: 10_000 });
}

test("a port in use ends the demo with one line that says how to take another", () => {
  const { status, stderr, stdout } = startDemo({ PORT: String(port) });
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toBe(
    `PORT ${port} on 127.0.0.1 is in use. Stop what listens there, or start with another one: PORT=3100 npm run demo.\n`,
  );
});

test("a port that is none ends it with one line too", () => {
  const { status, stderr } = startDemo({ PORT: "many" });
  expect(status).toBe(1);
  expect(stderr).toBe("PORT takes a port number from 1 to 65535.\n");
});
