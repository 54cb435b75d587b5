import { expect, test } from "vitest";
import { createRedactor } from "@/lib/core/redact";
import { createLog } from "@/lib/server/log";

test("every entry is one line of JSON, and no secret is in it", () => {
  const written: string[] = [];
  const log = createLog("info", createRedactor(["sk-live-0123456789abcdef"]), {
    write: (line) => written.push(line),
  });
  log.info({ route_version: 3 }, "the route map is in force");
  log.warn({ err: new Error("401 for sk-live-0123456789abcdef") }, "a probe failed");
  const text = written.join("");
  const lines = text.split("\n");
  expect(lines.at(-1)).toBe("");
  expect(lines.slice(0, -1).map((line) => JSON.parse(line).level)).toEqual([30, 40]);
  expect(text).not.toContain("0123456789abcdef");
});
