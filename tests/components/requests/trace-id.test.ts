import { expect, test } from "vitest";
import { shortTraceId } from "@/components/requests/trace-id";

test("ids that begin alike, as those of one minute do, stay apart when shortened", () => {
  expect(shortTraceId("01a1f8d7e3857d5cab3762701d4cfded")).toBe("…4cfded");
  expect(shortTraceId("01a1f8d7e3857d5cab3762701d4cfdee")).toBe("…4cfdee");
});

test("an id that is short already is shown whole", () => {
  expect(shortTraceId("7f2c90aa")).toBe("7f2c90aa");
});
