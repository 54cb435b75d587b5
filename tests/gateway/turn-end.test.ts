import { describe, expect, it } from "vitest";
import { atTurnEnd } from "@/lib/gateway/turn-end";

describe("work put off to the end of the turn", () => {
  it("runs in the order it came, after the microtasks of the turn", async () => {
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      atTurnEnd(() => seen.push("first"));
      atTurnEnd(() => seen.push("second"));
      atTurnEnd(resolve);
      queueMicrotask(() => seen.push("microtask"));
      seen.push("now");
    });
    expect(seen).toEqual(["now", "microtask", "first", "second"]);
  });

  it("what it puts off itself is not lost, and follows what was there before", async () => {
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      atTurnEnd(() => {
        atTurnEnd(() => seen.push("put off while others ran"));
        atTurnEnd(resolve);
      });
      atTurnEnd(() => seen.push("put off before"));
    });
    expect(seen).toEqual(["put off before", "put off while others ran"]);
  });
});
