import { describe, expect, it } from "vitest";
import { MAX_STATED_WAIT_MS, statedWaitMs } from "@/lib/core/retry-after";

const NOW = Date.parse("2026-11-20T10:00:00.000Z");
const fromHeaders = (headers: Readonly<Record<string, string>>) => statedWaitMs(headers, null, NOW);
const fromMessage = (message: string) => statedWaitMs({}, message, NOW);

describe("headers", () => {
  it.each([
    [{ "retry-after": "2" }, 2_000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": " 1.5 " }, 1_500],
    [{ "retry-after": "Fri, 20 Nov 2026 10:00:30 GMT" }, 30_000],
    [{ "retry-after": "Friday, 20-Nov-26 10:00:30 GMT" }, 30_000],
    [{ "retry-after": "Fri, 20 Nov 2026 09:59:00 GMT" }, 0],
    [{ "retry-after-ms": "120" }, 120],
    [{ "x-ms-retry-after-ms": "750" }, 750],
    [{ "retry-after-ms": "120", "retry-after": "9" }, 120],
    [{ "retry-after-ms": "soon", "retry-after": "9" }, 9_000],
  ])("%j asks for %i ms", (headers, expected) => {
    expect(fromHeaders(headers)).toBe(expected);
  });

  it.each(["-1", "", "soon", "NaN", "Infinity", "2026-11-20", "0x10", "9".repeat(40), `Fri, ${" ".repeat(5_000)}`])(
    "%j is no wait",
    (value) => {
      expect(fromHeaders({ "retry-after": value })).toBeNull();
    },
  );

  it("a hostile wait is cut to an hour", () => {
    expect(fromHeaders({ "retry-after": "1e9" })).toBe(MAX_STATED_WAIT_MS);
    expect(fromHeaders({ "retry-after": "1000000000" })).toBe(MAX_STATED_WAIT_MS);
    expect(fromHeaders({ "retry-after": "Fri, 20 Nov 2099 10:00:00 GMT" })).toBe(MAX_STATED_WAIT_MS);
  });
});

describe("wording", () => {
  it.each([
    ["Please try again in 120ms.", 120],
    ["Please try again in 6s. Visit https://example.com", 6_000],
    ["Please try again in 2m59.56s", 179_560],
    ["Please try again in 6m0s", 360_000],
    ["Please retry in 34.07s.", 34_070],
    ["Please retry after 20 seconds.", 20_000],
    ["Try again in 1 minute", 60_000],
    ["try again in 2h", MAX_STATED_WAIT_MS],
  ])("%j asks for %i ms", (message, expected) => {
    expect(fromMessage(message)).toBe(expected);
  });

  it.each([
    "Please try again in a moment",
    "try again in 6 sheep",
    "retry after the weekend",
    "wait 5s",
    "try again in ",
  ])("%j is no wait", (message) => {
    expect(fromMessage(message)).toBeNull();
  });

  it("a header wins over the message, a useless header does not", () => {
    expect(statedWaitMs({ "retry-after": "1" }, "try again in 6s", NOW)).toBe(1_000);
    expect(statedWaitMs({ "retry-after": "-1" }, "try again in 6s", NOW)).toBe(6_000);
  });
});
