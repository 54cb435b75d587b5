import { describe, expect, test } from "vitest";
import { newTraceId } from "@/lib/gateway/trace-id";

describe("trace ids", () => {
  test("are 32 hex digits and never repeat", () => {
    const ids = Array.from({ length: 10_000 }, () => newTraceId(1_774_412_483_000));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/.test(id))).toBe(true);
  });

  test("sort in the order of their time", () => {
    const ids = [1, 1_000, 1_774_412_483_000, 1_774_412_483_001, 4_000_000_000_000].map(newTraceId);
    expect(ids.toSorted()).toEqual(ids);
  });
});
