import { describe, expect, it } from "vitest";
import { readServerConfig } from "@/lib/server/config";

describe("readServerConfig", () => {
  it("has a default for everything", () => {
    expect(readServerConfig({})).toMatchObject({
      port: 3_000,
      host: "127.0.0.1",
      configPath: "./switchyard.yaml",
      databasePath: ".data/switchyard.db",
      dataDir: ".data",
      secret: null,
      publicUrl: "http://127.0.0.1:3000",
      logLevel: "info",
    });
  });

  it.each([
    ["PORT", "70000", "PORT takes a port number from 0 to 65535."],
    ["PORT", "80a", "PORT takes a port number from 0 to 65535."],
    [
      "DATABASE_URL",
      "postgres://user:hunter2@host/db",
      "DATABASE_URL takes file:PATH (this build keeps its records in SQLite).",
    ],
    ["SWITCHYARD_SECRET", "hunter2", "SWITCHYARD_SECRET takes 32 to 1024 characters."],
    [
      "SWITCHYARD_PUBLIC_URL",
      "ftp://hunter2.example.com",
      "SWITCHYARD_PUBLIC_URL takes an http(s) URL without a path, such as https://switchyard.example.com.",
    ],
    [
      "SWITCHYARD_PUBLIC_URL",
      "https://example.com/console",
      "SWITCHYARD_PUBLIC_URL takes an http(s) URL without a path, such as https://switchyard.example.com.",
    ],
    ["LOG_LEVEL", "hunter2", "LOG_LEVEL takes one of fatal, error, warn, info, debug, trace, silent."],
    [
      "SWITCHYARD_SECERT",
      "hunter2",
      "SWITCHYARD_SECERT is not a variable Switchyard knows; it reads SWITCHYARD_CONFIG, SWITCHYARD_DATA_DIR, SWITCHYARD_SECRET, SWITCHYARD_PUBLIC_URL.",
    ],
  ])("refuses a bad %s in one line that names it and not its value", (name, value, message) => {
    expect(() => readServerConfig({ [name]: value })).toThrow(message);
    expect(message).not.toContain(value);
    expect(message).not.toContain("\n");
  });

  it("does not mind the variable of callers' examples in the same shell", () => {
    expect(readServerConfig({ SWITCHYARD_KEY: "a client key" }).port).toBe(3_000);
  });

  it("counts an empty variable as not set", () => {
    expect(readServerConfig({ PORT: "", SWITCHYARD_SECRET: "" })).toMatchObject({ port: 3_000, secret: null });
  });

  it("trusts every loopback name of its own port on loopback, and only the public address elsewhere", () => {
    expect([...readServerConfig({ PORT: "4000" }).trustedOrigins].sort()).toEqual([
      "http://127.0.0.1:4000",
      "http://[::1]:4000",
      "http://localhost:4000",
    ]);
    const behindProxy = readServerConfig({ SWITCHYARD_PUBLIC_URL: "https://switchyard.example.com/" });
    expect(behindProxy.publicUrl).toBe("https://switchyard.example.com");
    expect([...behindProxy.trustedOrigins]).toEqual(["https://switchyard.example.com"]);
  });
});
