import { randomBytes } from "node:crypto";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { makeServerHome, type ServerHome, type ServerProcess, startServer, untilServing } from "../server-process";

export interface ConsolePerson {
  readonly email: string;
  readonly password: string;
}

/** A built server with two simulated providers behind it, an operator, and a client of each cohort. */
export interface RunningConsole {
  readonly url: string;
  readonly operator: ConsolePerson;
  /** Who decides what the operator asks for. */
  readonly approver: ConsolePerson;
  /** Who gives and takes roles. */
  readonly admin: ConsolePerson;
  readonly primary: SimulatedProvider;
  readonly secondary: SimulatedProvider;
  /** Sends this many calls of one client through the gateway, each for another end user, and waits for all answers. */
  callTimes(count: number, client: "staff-tools" | "web-app"): Promise<void>;
  stop(): Promise<void>;
}

export const ALIAS = "support-summary-v3";
const AT_ONCE = 12;
const PATIENCE_MS = 30_000;

export async function startConsole(): Promise<RunningConsole> {
  const primary = await startSimulatedProvider({ seed: 1, tokenCount: 20 });
  const secondary = await startSimulatedProvider({ seed: 2, tokenCount: 20, flavour: "comet" });
  const operator = person("operator@example.com");
  const approver = person("approver@example.com");
  const admin = person("admin@example.com");
  const keys = { "staff-tools": drawKey(), "web-app": drawKey() };
  const home = await makeServerHome(configOf(primary.url, secondary.url, { operator, approver, admin }, keys));
  const server = startServer(home);
  await untilServing(home, server);
  await untilReady(home, server);
  let userCount = 0;
  const call = async (client: "staff-tools" | "web-app") => {
    userCount += 1;
    const response = await fetch(`${home.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${keys[client]}` },
      body: JSON.stringify({
        model: ALIAS,
        stream: userCount % 2 === 0,
        user: `user-${userCount}`,
        messages: [{ role: "user", content: "Summarise this ticket: the parcel was late." }],
      }),
    });
    await response.text();
  };
  return {
    url: home.url,
    operator,
    approver,
    admin,
    primary,
    secondary,
    callTimes: async (count, client) => {
      for (let sent = 0; sent < count; sent += AT_ONCE) {
        await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - sent) }, () => call(client)));
      }
    },
    stop: async () => {
      await server.kill("SIGTERM");
      await Promise.all([primary.close(), secondary.close()]);
      home.remove();
    },
  };
}

/** The gateway serves before Next does; a page needs both. */
async function untilReady(home: ServerHome, server: ServerProcess): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(`${home.url}/api/ready`).catch(() => null);
    if (answer?.ok) return;
  }
  throw new Error(`The console is not ready: ${server.output()}`);
}

function configOf(
  primaryUrl: string,
  secondaryUrl: string,
  { operator, approver, admin }: Pick<RunningConsole, "operator" | "approver" | "admin">,
  keys: Readonly<Record<string, string>>,
) {
  const provider = { api_key: "any-key-will-do", allow_private_network: true };
  const route = { endpoints: ["chat", "responses"], capacity_verified: true };
  return {
    version: 1,
    environment: "test",
    clients: Object.entries(keys).map(([id, key]) => ({ id, key })),
    // Rehearsing the way back is a drill of its own, with a test of its own.
    activation: { exercised_rollback: "off" },
    people: [
      { ...operator, name: "Sam Rivera", roles: ["operator"] },
      { ...approver, name: "Kim Osei", roles: ["approver"] },
      { ...admin, name: "Ada Lind", roles: ["admin"] },
    ],
    providers: [
      { ...provider, id: "first", base_url: primaryUrl },
      { ...provider, id: "second", base_url: secondaryUrl },
    ],
    routes: [
      { ...route, id: "first-chat", provider: "first", model: "model-a" },
      { ...route, id: "second-chat", provider: "second", model: "model-b" },
    ],
    cohorts: [
      { id: "internal", match: { clients: ["staff-tools"] } },
      { id: "general", default: true },
    ],
    aliases: [
      {
        id: ALIAS,
        owner: "team-support",
        primary: "first-chat",
        fallbacks: ["second-chat"],
        canary: { route: "second-chat", cohorts: { internal: 0, general: 0 } },
      },
    ],
  };
}

function person(email: string): ConsolePerson {
  return { email, password: randomBytes(12).toString("base64url") };
}

function drawKey(): string {
  return `sk-test-${randomBytes(18).toString("base64url")}`;
}
