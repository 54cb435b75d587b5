import { describe, expect, it } from "vitest";
import { classifyTimeout, classifyTransport } from "@/lib/core/classify-transport";
import { TIMEOUT_KINDS } from "@/lib/core/signal-class";

describe("transport failures (protocol T1)", () => {
  it.each([
    ["ECONNREFUSED", "refused"],
    ["ENOTFOUND", "dns"],
    ["EAI_AGAIN", "dns"],
    ["EHOSTUNREACH", "unreachable"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ])("%s proves nothing ran, whatever the caller thinks was sent", (code, detail) => {
    for (const requestSent of [true, false]) {
      expect(classifyTransport({ code, message: "x", requestSent })).toMatchObject({
        class: "transport_error",
        detail,
        provesNothingRan: true,
      });
    }
  });

  it.each([
    ["ECONNRESET", "reset"],
    ["EPIPE", "reset"],
    ["UND_ERR_SOCKET", "reset"],
    ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "short_body"],
    ["UND_ERR_RES_EXCEEDED_MAX_SIZE", "oversized_body"],
    ["HPE_INVALID_CHUNK_SIZE", "malformed_http"],
    ["SOMETHING_NEW", "something_new"],
  ])("%s is ambiguous once the request was sent", (code, detail) => {
    expect(classifyTransport({ code, message: "other side closed", requestSent: true })).toMatchObject({
      class: "transport_error",
      detail,
      provesNothingRan: false,
      providerMessage: "other side closed",
    });
    expect(classifyTransport({ code, message: "", requestSent: false }).provesNothingRan).toBe(true);
  });

  it.each([
    ["UND_ERR_CONNECT_TIMEOUT", "connect"],
    ["UND_ERR_HEADERS_TIMEOUT", "headers"],
    ["UND_ERR_BODY_TIMEOUT", "idle"],
  ])("%s is a deadline of ours: %s", (code, detail) => {
    expect(classifyTransport({ code, message: "x", requestSent: true })).toMatchObject({
      class: "transport_timeout",
      detail,
    });
  });

  it("an operating system's timeout is a connect timeout only before the request was sent", () => {
    expect(classifyTransport({ code: "ETIMEDOUT", message: "x", requestSent: false })).toMatchObject({
      class: "transport_timeout",
      detail: "connect",
      provesNothingRan: true,
    });
    expect(classifyTransport({ code: "ETIMEDOUT", message: "x", requestSent: true }).class).toBe("transport_error");
  });

  it("an unknown or odd code never becomes free text in the detail", () => {
    expect(classifyTransport({ code: null, message: "terminated", requestSent: true }).detail).toBeNull();
    expect(classifyTransport({ code: "Secret: sk-123", message: "x", requestSent: true }).detail).toBeNull();
  });
});

describe("own deadlines", () => {
  it.each(TIMEOUT_KINDS)("%s carries no status and keeps its kind", (kind) => {
    expect(classifyTimeout(kind, true)).toMatchObject({ class: "transport_timeout", detail: kind, httpStatus: null });
  });

  it("only a connect timeout proves nothing ran when the request was sent", () => {
    expect(TIMEOUT_KINDS.filter((kind) => classifyTimeout(kind, true).provesNothingRan)).toEqual(["connect"]);
    expect(TIMEOUT_KINDS.every((kind) => classifyTimeout(kind, false).provesNothingRan)).toBe(true);
  });
});
