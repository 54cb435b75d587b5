import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps a secret at rest: ciphertext that opens only with the same key and for the same place. */
export interface SecretBox {
  /** `context` names the place the secret belongs to (table, row, host); it is authenticated, not stored. */
  seal(plaintext: string, context: string): string;
  /** Throws `SecretBoxError` for another key, another context, or a changed or shortened text. */
  open(sealed: string, context: string): string;
}

/** `wrong_key`: sealed with another master secret. `damaged`: changed, shortened, or moved to another place. */
export class SecretBoxError extends Error {
  constructor(readonly kind: "wrong_key" | "damaged") {
    super(kind === "wrong_key" ? "sealed with another master secret" : "the sealed text was changed or moved");
    this.name = "SecretBoxError";
  }
}

/**
 * AES-256-GCM with a random 12-byte IV, an explicit 16-byte tag (Node accepts 4 bytes otherwise) and the context as
 * additional data. Text form: `v1.<key id>.<base64url of IV, ciphertext, tag>`; the key id is a hash of the key.
 */
export function createSecretBox(key: Buffer): SecretBox {
  const keyId = createHash("sha256").update("key id\0").update(key).digest("hex").slice(0, 12);
  return {
    seal(plaintext, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context, "utf8"));
      const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
      return `v1.${keyId}.${Buffer.concat([iv, body, cipher.getAuthTag()]).toString("base64url")}`;
    },
    open(sealed, context) {
      const [version, sealedWith, payload, ...rest] = sealed.split(".");
      if (version !== "v1" || payload === undefined || rest.length > 0) throw new SecretBoxError("damaged");
      if (sealedWith !== keyId) throw new SecretBoxError("wrong_key");
      const bytes = Buffer.from(payload, "base64url");
      if (bytes.length < IV_BYTES + TAG_BYTES) throw new SecretBoxError("damaged");
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context, "utf8"));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString(
          "utf8",
        );
      } catch {
        throw new SecretBoxError("damaged");
      }
    },
  };
}
