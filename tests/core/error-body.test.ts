import { describe, expect, it } from "vitest";
import { presentsError, readErrorBody } from "@/lib/core/error-body";

const read = (value: unknown) => readErrorBody(JSON.stringify(value));

describe("lenient reading", () => {
  it.each([
    ["an error object", { error: { message: "m", code: "c", type: "t", param: "p" } }],
    ["a list with one", [{ error: { message: "m", code: "c", type: "t", param: "p" } }]],
    ["a flat error", { object: "error", message: "m", code: "c", type: "t", param: "p" }],
    [
      "response.failed",
      { type: "response.failed", response: { error: { message: "m", code: "c", type: "t", param: "p" } } },
    ],
    ["a choice", { choices: [{ finish_reason: "error", error: { message: "m", code: "c", type: "t", param: "p" } }] }],
    [
      "JSON inside a message",
      { error: { message: JSON.stringify({ error: { message: "m", code: "c", type: "t", param: "p" } }) } },
    ],
  ])("%s", (_shape, body) => {
    expect(read(body)).toMatchObject({ statesError: true, message: "m", code: "c", type: "t", param: "p" });
  });

  it.each([
    [{ error: "Unauthorized" }, "Unauthorized"],
    [{ detail: "Unauthorized" }, "Unauthorized"],
    [{ message: "m", id: "1" }, "m"],
    [{ detail: [{ loc: ["body"], msg: "field required" }] }, "field required"],
    [{ error: { detail: "m" } }, "m"],
  ])("%j says %j", (body, message) => {
    expect(read(body)).toMatchObject({ statesError: true, message });
  });

  it("leading blank lines, as sent to keep a connection alive, do not matter", () => {
    expect(readErrorBody('\n\n \ufeff{"error":{"message":"m"}}')).toMatchObject({ form: "json", message: "m" });
  });

  it("of a page only the title is read", () => {
    const page =
      "<!DOCTYPE html><html><head><title> api | 502: Bad gateway </title></head><body>insufficient_quota</body></html>";
    expect(readErrorBody(page)).toMatchObject({
      form: "html",
      message: "api | 502: Bad gateway",
      phrases: "api | 502: bad gateway",
    });
  });

  it("plain text is its own message, nothing is none", () => {
    expect(readErrorBody("Authentication Fails (governor)")).toMatchObject({
      form: "text",
      message: "Authentication Fails (governor)",
    });
    expect(readErrorBody(" \n")).toMatchObject({ form: "empty", message: null });
  });

  it("collects every code-like word, lower case", () => {
    const body = {
      error: {
        code: "A",
        type: "B",
        status: "C",
        innererror: { code: "D" },
        details: { error_code: "E" },
        metadata: { error_type: "F" },
      },
    };
    expect([...read(body).codes].sort()).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("a number for a code is the status the body claims, when it is one", () => {
    expect(read({ error: { code: 429 } }).claimedStatus).toBe(429);
    expect([200, 600, "429", null].map((code) => read({ error: { code } }).claimedStatus)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("finds the last request id in a message, and only one that looks like one", () => {
    const idOf = (message: string) => read({ error: { message } }).requestId;
    expect(idOf("no channel (request id: 2026AbC)")).toBe("2026AbC");
    expect(idOf("said (request id: first) (request id: second)")).toBe("second");
    expect(idOf("request id: ??")).toBeNull();
    expect(read({ type: "error", error: { message: "m" }, request_id: "req_1" }).requestId).toBe("req_1");
  });
});

it("what presents itself as an error is told from an answer without reading it all", () => {
  expect(presentsError({ error: { message: "m" } })).toBe(true);
  expect(presentsError({ object: "chat.completion", error: null, choices: [{ finish_reason: "stop" }] })).toBe(false);
  expect([null, 1, "x", [], undefined].map(presentsError)).toEqual([false, false, false, false, false]);
});
