import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

/** A folder of its own for one built server: configuration, secret and database. */
export interface ServerHome {
  readonly folder: string;
  readonly port: number;
  readonly url: string;
  /** Servers started here; a test that fails half-way leaves none behind. */
  readonly running: Set<ChildProcess>;
  remove(): void;
}

export async function makeServerHome(config: object): Promise<ServerHome> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-built-"));
  writeFileSync(join(folder, "switchyard.yaml"), stringify(config));
  const port = await freePort();
  const running = new Set<ChildProcess>();
  const remove = () => {
    for (const child of running) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, port, url: `http://127.0.0.1:${port}`, running, remove };
}

export interface ServerProcess {
  readonly child: ChildProcess;
  /** Everything it wrote so far, both streams. */
  output(): string;
  /** Resolves with the exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the built server in a home. Does not wait until it serves. */
export function startServer(home: ServerHome, environment: Record<string, string> = {}): ServerProcess {
  const child = spawn(process.execPath, ["dist/server.js"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: String(home.port),
      SWITCHYARD_CONFIG: join(home.folder, "switchyard.yaml"),
      SWITCHYARD_DATA_DIR: home.folder,
      DATABASE_URL: `file:${join(home.folder, "switchyard.db")}`,
      LOG_LEVEL: "warn",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  home.running.add(child);
  const exited = new Promise<number | null>((resolve) =>
    child.on("exit", (code) => {
      home.running.delete(child);
      resolve(code);
    }),
  );
  return {
    child,
    output: () => output,
    exited,
    kill: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}

/** Waits until the gateway answers; throws what the server said when it ended or took longer than 15 s. */
export async function untilServing(home: ServerHome, server: ServerProcess): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (performance.now() < deadline && server.child.exitCode === null) {
    const answer = await fetch(`${home.url}/v1/models`).catch(() => null);
    if (answer !== null) {
      await answer.text();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the server does not serve: ${server.output()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
