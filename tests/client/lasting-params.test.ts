import { expect, test } from "vitest";
import { withLastingParams } from "@/lib/client/lasting-params";

test("the window and the time zone go along, a page's own filters do not", () => {
  const here = new URLSearchParams("window=6h&tz=local&class=server_error");
  expect(withLastingParams("/audit", here)).toBe("/audit?window=6h&tz=local");
});

test("what the link names itself wins", () => {
  expect(withLastingParams("/requests?window=15m&req=1", new URLSearchParams("window=6h"))).toBe(
    "/requests?window=15m&req=1",
  );
});

test("without anything to keep the link stays as it is", () => {
  expect(withLastingParams("/audit", new URLSearchParams())).toBe("/audit");
});
