import { createHash, randomBytes } from "node:crypto";

/** A secret that is handed out once: 256 bits of chance behind a prefix that says what it opens. */
export interface NewSecret {
  readonly text: string;
  /** Hex SHA-256, all that is kept. */
  readonly hash: string;
}

/** `prefix` makes a leaked secret recognisable, for instance `swk` for a client key. */
export function newSecret(prefix: string): NewSecret {
  const text = `${prefix}_${randomBytes(32).toString("base64url")}`;
  return { text, hash: secretHash(text) };
}

/** Hex SHA-256 of a secret with too much chance in it to be guessed. */
export function secretHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
