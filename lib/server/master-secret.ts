import { hkdfSync, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "./startup-error";

const FILE_NAME = "secret";
const SHORTEST = 32;

/**
 * The secret everything else is derived from: the environment's, else the one in the data directory, made there once
 * with mode 0600. Throws `StartupError` when the file cannot be read or written, or is too short.
 */
export function loadMasterSecret(fromEnvironment: string | null, dataDir: string): string {
  if (fromEnvironment !== null) return fromEnvironment;
  const file = join(dataDir, FILE_NAME);
  return readSecret(file) ?? createSecret(dataDir, file);
}

/** A 32-byte key for one purpose; keys of different purposes tell nothing about each other or the master secret. */
export function deriveKey(masterSecret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", masterSecret, "switchyard", purpose, 32));
}

function readSecret(file: string): string | null {
  let secret: string;
  try {
    secret = readFileSync(file, "utf8").trim();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw new StartupError(`${file} cannot be read (${codeOf(error)}); make it readable or set SWITCHYARD_SECRET.`);
  }
  if (secret.length < SHORTEST) {
    throw new StartupError(`${file} is too short to be a secret; restore it from a backup or set SWITCHYARD_SECRET.`);
  }
  return secret;
}

function createSecret(dataDir: string, file: string): string {
  const secret = randomBytes(48).toString("base64url");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx", flush: true });
    chmodSync(file, 0o600);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return loadMasterSecret(null, dataDir);
    throw new StartupError(
      `${file} cannot be written (${codeOf(error)}); set SWITCHYARD_SECRET or SWITCHYARD_DATA_DIR.`,
    );
  }
  return secret;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
