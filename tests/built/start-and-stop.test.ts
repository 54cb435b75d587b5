import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { makeServerHome, type ServerHome, startServer, untilServing } from "../support/server-process";

const CLIENT_KEY = "sk-start-and-stop-client";
const PROVIDER_KEY = "sk-start-and-stop-provider-secret";

describe("starting and stopping the built server", () => {
  let provider: SimulatedProvider;
  let home: ServerHome;

  beforeEach(async () => {
    provider = await startSimulatedProvider({});
    home = await makeServerHome(configFor(provider.url));
  });
  afterEach(async () => {
    await provider.close();
    home.remove();
  });

  async function failedStart(environment: Record<string, string> = {}): Promise<string> {
    const startedAt = performance.now();
    const server = startServer(home, environment);
    expect(await server.exited).toBe(1);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    const lines = server.output().trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(server.output()).not.toContain(PROVIDER_KEY);
    expect(server.output()).not.toContain(CLIENT_KEY);
    return lines[0] ?? "";
  }

  test("the gateway serves at once, the console follows, and an idle server ends with 0", async () => {
    const server = startServer(home);
    await untilServing(home, server);
    expect((await post(home.url)).status).toBe(200);
    expect((await fetch(`${home.url}/sign-in`)).status).toBe(200);
    expect(await server.kill("SIGTERM")).toBe(0);
  });

  test("a port in use stops the start with one line that names it", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(home.port, "127.0.0.1", resolve));
    expect(await failedStart()).toContain(`PORT ${home.port}`);
    await new Promise((resolve) => holder.close(resolve));
  });

  test("bad configuration stops the start with file, line and path", async () => {
    const config = { ...configFor(provider.url), aliases: [{ id: "support", primary: "nowhere" }] };
    writeFileSync(join(home.folder, "switchyard.yaml"), stringify(config));
    expect(await failedStart()).toMatch(/switchyard\.yaml:\d+.*aliases\[0\]\.primary.*nowhere/);
  });

  test("a bad or unknown variable stops the start with its name", async () => {
    expect(await failedStart({ PORT: "eighty" })).toContain("PORT");
    expect(await failedStart({ SWITCHYARD_TYPO: "x" })).toContain("SWITCHYARD_TYPO");
  });

  test("a file that is no database stops the start and is left as it was", async () => {
    writeFileSync(
      join(home.folder, "switchyard.db"),
      "this is not a database, but somebody may want it back".repeat(100),
    );
    expect(await failedStart()).toContain("switchyard.db");
  });

  test("SIGTERM finishes the requests it has, refuses new ones, and exits with 0", async () => {
    const server = startServer(home);
    await untilServing(home, server);
    provider.setFault("slow_first_token", { delayMs: 800 });
    const running = post(home.url);
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.child.kill("SIGTERM");
    expect((await running).status).toBe(200);
    expect(await server.exited).toBe(0);
    await expect(post(home.url)).rejects.toThrow();
  });
});

function post(url: string): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${CLIENT_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "support", messages: [{ role: "user", content: "hello" }] }),
  });
}

function configFor(providerUrl: string): object {
  return {
    version: 1,
    clients: [{ id: "app", key: CLIENT_KEY }],
    providers: [{ id: "sim", base_url: providerUrl, api_key: PROVIDER_KEY, allow_private_network: true }],
    routes: [{ id: "sim-chat", provider: "sim", model: "model-a" }],
    aliases: [{ id: "support", primary: "sim-chat" }],
  };
}
