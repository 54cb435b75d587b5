import { expect, test } from "vitest";
import { neighbour } from "@/components/requests/use-row-keys";

const LIST = ["c", "b", "a"];

test("j and k step through the list and stop at its ends", () => {
  expect(neighbour(LIST, "c", 1)).toBe("b");
  expect(neighbour(LIST, "b", -1)).toBe("c");
  expect(neighbour(LIST, "a", 1)).toBeNull();
  expect(neighbour(LIST, "c", -1)).toBeNull();
});

test("from nowhere, or from a request that left the list, the first row is next", () => {
  expect(neighbour(LIST, null, 1)).toBe("c");
  expect(neighbour(LIST, "gone", -1)).toBe("c");
  expect(neighbour([], null, 1)).toBeNull();
});
