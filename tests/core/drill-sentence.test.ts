import { expect, it } from "vitest";
import { foundIn, mostCommon } from "@/lib/core/drill-sentence";
import { seen } from "./drill-fixture";

it("names the most frequent word and how many others there are", () => {
  expect(mostCommon(["a", "b", "b", "c"])).toBe("b (and 2 other kinds)");
  expect(mostCommon(["a", "a"])).toBe("a");
  expect(mostCommon([])).toBe("nothing");
});

it("counts who fits and who does not", () => {
  const words = { expected: "fits", done: "fit", failed: () => "other" };
  expect(foundIn([seen(), seen()], () => true, words).seen).toBe("2 of 2 fit");
  expect(foundIn([seen(), seen()], ({ sentAtMs }) => sentAtMs > 1_000, words).seen).toBe("2 of 2 did not: other");
  expect(foundIn([], () => true, words).isPassed).toBe(false);
});
