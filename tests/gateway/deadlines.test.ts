import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { TimeoutKind } from "@/lib/core/signal-class";
import { Deadlines } from "@/lib/gateway/deadlines";

describe("the deadlines of one attempt", () => {
  let expired: TimeoutKind[];
  let deadlines: Deadlines;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    expired = [];
    deadlines = new Deadlines(
      () => performance.now(),
      (kind) => expired.push(kind),
    );
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("the one that passes first is named, once", () => {
    deadlines.set("total", 1000);
    deadlines.set("connect", 300);
    vi.advanceTimersByTime(299);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(5000);
    expect(expired).toEqual(["connect"]);
  });

  test("one that is moved away never fires at its old time", () => {
    deadlines.set("idle", 300);
    for (let step = 0; step < 10; step++) {
      vi.advanceTimersByTime(200);
      deadlines.set("idle", 300);
    }
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(301);
    expect(expired).toEqual(["idle"]);
  });

  test("a cleared one does not fire, and the others still do", () => {
    deadlines.set("total", 500);
    deadlines.set("headers", 100);
    deadlines.clear("headers");
    vi.advanceTimersByTime(499);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(2);
    expect(expired).toEqual(["total"]);
  });

  test("once stopped, nothing fires", () => {
    deadlines.set("total", 100);
    deadlines.stop();
    vi.advanceTimersByTime(1000);
    expect(expired).toEqual([]);
  });
});
