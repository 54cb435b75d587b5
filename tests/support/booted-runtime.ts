import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { bootRuntime } from "@/lib/server/boot-runtime";
import { readServerConfig } from "@/lib/server/config";
import { trustPeerHeader } from "@/lib/server/peer";
import type { Runtime } from "@/lib/server/runtime";
import { testWorkersDir } from "./build-workers";
import { CANARY_SECRETS, FULL_CONFIG } from "./config-fixtures";

export const MASTER_SECRET = "canary-master-secret-0c9f5b1e77aa4d20";

export interface BootedRuntime {
  readonly runtime: Runtime;
  /** Everything on disk under the data directory but the configuration file, as one text of bytes. */
  bytesOnDisk(): string;
  /** Closes it and forgets it, so that another can be booted. */
  close(): Promise<void>;
}

/**
 * The real runtime of a process, booted from a configuration in a fresh directory, so that route handlers can be called as
 * Next calls them. Close it before another is booted. `env` overrides
 * variables, `configText` the file.
 */
export async function bootForTest(
  env: Readonly<Record<string, string>> = {},
  configText = FULL_CONFIG,
): Promise<BootedRuntime> {
  const dir = mkdtempSync(join(tmpdir(), "switchyard-"));
  const configPath = join(dir, "switchyard.yaml");
  writeFileSync(configPath, configText);
  for (const [name, value] of Object.entries(CANARY_SECRETS)) vi.stubEnv(name, value);
  const config = readServerConfig({
    SWITCHYARD_CONFIG: configPath,
    SWITCHYARD_DATA_DIR: dir,
    SWITCHYARD_SECRET: MASTER_SECRET,
    DATABASE_URL: `file:${join(dir, "switchyard.db")}`,
    LOG_LEVEL: "silent",
    ...env,
  });
  trustPeerHeader();
  const runtime = await bootRuntime(config, { workersDir: testWorkersDir });
  const files = () => readdirSync(dir).filter((name) => name.startsWith("switchyard.db"));
  return {
    runtime,
    bytesOnDisk: () =>
      files()
        .map((name) => readFileSync(join(dir, name), "latin1"))
        .join("\n"),
    close: async () => {
      await runtime.close();
      Reflect.deleteProperty(globalThis, Symbol.for("switchyard.runtime"));
      vi.unstubAllEnvs();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
