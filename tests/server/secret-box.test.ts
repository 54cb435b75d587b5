import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSecretBox, SecretBoxError } from "@/lib/server/secret-box";

const box = createSecretBox(randomBytes(32));
const CONTEXT = "provider_key/openai/api.openai.com";

/** The sealed text with its bytes changed. */
function tampered(sealed: string, change: (bytes: Buffer) => Buffer): string {
  const [version, keyId, payload = ""] = sealed.split(".");
  return [version, keyId, change(Buffer.from(payload, "base64url")).toString("base64url")].join(".");
}

describe("createSecretBox", () => {
  it("opens what it sealed, for the same place", () => {
    for (const secret of ["", "sk-key", "schlüssel 🗝", "x".repeat(4_096)]) {
      expect(box.open(box.seal(secret, CONTEXT), CONTEXT)).toBe(secret);
    }
  });

  it("never gives the same text twice and never shows the secret", () => {
    const first = box.seal("sk-visible", CONTEXT);
    expect(box.seal("sk-visible", CONTEXT)).not.toBe(first);
    expect(first).not.toContain("sk-visible");
    expect(first).not.toContain(Buffer.from("sk-visible").toString("base64url"));
  });

  it("does not open when any single bit is flipped", () => {
    const sealed = box.seal("sk-key", CONTEXT);
    const bits = Buffer.from(sealed.split(".")[2] ?? "", "base64url").length * 8;
    for (let bit = 0; bit < bits; bit += 1) {
      const flipped = tampered(sealed, (bytes) => {
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return bytes;
      });
      expect(() => box.open(flipped, CONTEXT)).toThrow(SecretBoxError);
    }
  });

  it("does not open with a tag of 4 to 15 bytes, which the cipher alone would accept", () => {
    const sealed = box.seal("sk-key", CONTEXT);
    for (let cut = 1; cut <= 12; cut += 1) {
      expect(() =>
        box.open(
          tampered(sealed, (bytes) => bytes.subarray(0, -cut)),
          CONTEXT,
        ),
      ).toThrow(SecretBoxError);
    }
  });

  it("does not open in another row or for another host", () => {
    const sealed = box.seal("sk-key", CONTEXT);
    for (const other of ["provider_key/comet/api.openai.com", "provider_key/openai/evil.example", ""]) {
      expect(() => box.open(sealed, other)).toThrow(expect.objectContaining({ kind: "damaged" }));
    }
  });

  it("tells another master secret apart from damage", () => {
    const sealed = createSecretBox(randomBytes(32)).seal("sk-key", CONTEXT);
    expect(() => box.open(sealed, CONTEXT)).toThrow(expect.objectContaining({ kind: "wrong_key" }));
    for (const text of ["", "v1", "v2.a.b", `${box.seal("x", CONTEXT)}.more`, "sk-plain"]) {
      expect(() => box.open(text, CONTEXT)).toThrow(expect.objectContaining({ kind: "damaged" }));
    }
  });
});
