import { describe, expect, test } from "vitest";
import { protocolDefect } from "@/lib/gateway/protocol-guard";

describe("the protocol guard", () => {
  test("lets an ordinary request pass", () => {
    expect(protocolDefect("/v1/models", ["Host", "a", "Accept", "x", "Accept", "y"])).toBeNull();
  });

  test.each([
    ["an absolute request target", "http://elsewhere/v1/models", ["Host", "a"], "the request target must be a path"],
    ["a second Host", "/v1/models", ["Host", "a", "host", "b"], "the header host was sent more than once"],
    [
      "a second key",
      "/v1/models",
      ["Authorization", "a", "authorization", "b"],
      "the header authorization was sent more than once",
    ],
    [
      "a foreign transfer encoding",
      "/v1/models",
      ["Transfer-Encoding", "xchunked"],
      "the only transfer encoding accepted is chunked",
    ],
  ])("refuses %s", (_name, target, headers, defect) => {
    expect(protocolDefect(target, headers)).toBe(defect);
  });
});
