import { describe, expect, it } from "vitest";
import {
  printCount,
  printDuration,
  printMeasuredShare,
  printRate,
  printSetPercent,
  printTokenPrice,
} from "@/lib/core/print-quantity";

describe("printed quantities", () => {
  it("durations carry the unit a person would choose", () => {
    expect([0, 430, 2_400, 8_000, 120_000, 600_000, 7_200_000].map(printDuration)).toEqual([
      "0 ms",
      "430 ms",
      "2.4 s",
      "8 s",
      "120 s",
      "10 min",
      "2 h",
    ]);
  });

  it("a measured share has one decimal and never rounds a failure away", () => {
    expect([0, 0.0001, 0.003, 0.14, 0.9996, 1].map(printMeasuredShare)).toEqual([
      "0.0%",
      "<0.1%",
      "0.3%",
      "14.0%",
      ">99.9%",
      "100%",
    ]);
  });

  it("a set percent is printed as it was set", () => {
    expect([0, 2.5, 25, 100].map(printSetPercent)).toEqual(["0%", "2.5%", "25%", "100%"]);
  });

  it("counts, rates and prices", () => {
    expect(printCount(1_878)).toBe("1,878");
    expect([0.034, 4.12, 38.24, 215.4].map(printRate)).toEqual(["0.03", "4.1", "38.2", "215"]);
    expect(printTokenPrice(0.416)).toBe("$0.416 per million tokens");
  });
});
