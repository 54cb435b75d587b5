import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deriveKey, loadMasterSecret } from "@/lib/server/master-secret";
import { StartupError } from "@/lib/server/startup-error";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "switchyard-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("loadMasterSecret", () => {
  it("makes a secret once, readable by its owner only, and finds it again", () => {
    const dataDir = join(dir, "data");
    const made = loadMasterSecret(null, dataDir);
    expect(made.length).toBeGreaterThanOrEqual(32);
    expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
    expect(loadMasterSecret(null, dataDir)).toBe(made);
  });

  it("prefers the environment's and then writes nothing", () => {
    expect(loadMasterSecret("from the environment", dir)).toBe("from the environment");
    expect(() => readFileSync(join(dir, "secret"))).toThrow("ENOENT");
  });

  it("does not start on an emptied secret, and does not show what it found", () => {
    writeFileSync(join(dir, "secret"), "hunter2");
    expect(() => loadMasterSecret(null, dir)).toThrow(StartupError);
    expect(() => loadMasterSecret(null, dir)).toThrow(/^(?!.*hunter2).*too short/);
  });

  it("says in one sentence when the directory cannot be used", () => {
    writeFileSync(join(dir, "file"), "");
    expect(() => loadMasterSecret(null, join(dir, "file", "below"))).toThrow(StartupError);
  });
});

describe("deriveKey", () => {
  it("gives unrelated keys for different purposes and the same one again", () => {
    expect(deriveKey("master", "a").equals(deriveKey("master", "a"))).toBe(true);
    expect(deriveKey("master", "a").equals(deriveKey("master", "b"))).toBe(false);
  });
});
