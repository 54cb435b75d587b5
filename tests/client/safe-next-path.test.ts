import { expect, test } from "vitest";
import { safeNextPath } from "@/lib/client/safe-next-path";

test.each(["/aliases/a?window=6h#top", "/requests?req=1", "/"])(
  "%s leads back to where the reader wanted to go",
  (path) => {
    expect(safeNextPath(path)).toBe(path);
  },
);

test.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "/..//evil.example/",
  "javascript:alert(1)",
  "aliases",
  "/sign-in?next=/",
  undefined,
  ["/a", "/b"],
])("%j leads to Overview: it could leave this site or come back here forever", (path) => {
  expect(safeNextPath(path)).toBe("/");
});
