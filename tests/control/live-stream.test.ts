import { describe, expect, it } from "vitest";
import type { LiveEvent } from "@/lib/contract/live";
import { LIVE_HUB_DEFAULTS, LiveHub } from "@/lib/control/live-hub";
import { liveStream } from "@/lib/control/live-stream";

const AT = "2026-11-20T02:17:52.000Z";
const heartbeat: LiveEvent = { type: "heartbeat", at: AT, data_until: AT };
const breaker: LiveEvent = { type: "breaker", at: AT, route: "comet-chat", state: "open", cause: "5\nfailures" };

function open(options: { allowed?: () => boolean; firstId?: number } = {}) {
  const live = new LiveHub({ ...LIVE_HUB_DEFAULTS, firstId: options.firstId ?? 1 });
  const clock = { nowMs: 0 };
  const aborter = new AbortController();
  const result = live.subscribe("s1", null);
  if (result.kind === "refused") throw new Error("refused");
  const guard = {
    isStillAllowed: async () => options.allowed?.() ?? true,
    everyMs: 30_000,
    nowMs: () => clock.nowMs,
  };
  const stream = liveStream(result.subscription, [heartbeat], guard, aborter.signal);
  const reader = stream.getReader();
  const read = async () => {
    const { value } = await reader.read();
    return value === undefined ? null : new TextDecoder().decode(value);
  };
  return { live, clock, aborter, reader, read };
}

describe("live stream", () => {
  it("starts with the reconnect time and the age of the data, then carries events as frames with their ids", async () => {
    const { live, read } = open({ firstId: 41 });
    expect(await read()).toBe("retry: 2000\n\n");
    expect(await read()).toBe(`event: heartbeat\ndata: ${JSON.stringify(heartbeat)}\n\n`);
    live.emit(breaker);
    const text = await read();
    expect(text).toBe(`id: 41\nevent: breaker\ndata: ${JSON.stringify(breaker)}\n\n`);
    expect(text?.match(/\n/g)).toHaveLength(4);
  });

  it("ends when the caller goes away, and gives its place back", async () => {
    const { live, aborter, read } = open();
    await read();
    await read();
    const waiting = read();
    aborter.abort();
    expect(await waiting).toBeNull();
    expect(live.subscriberCount).toBe(0);
  });

  it("gives its place back when the reader cancels", async () => {
    const { live, reader } = open();
    await reader.read();
    await reader.cancel();
    expect(live.subscriberCount).toBe(0);
    live.emit(breaker);
  });

  it("ends within one event of the session's end, once the check is due", async () => {
    let isSignedIn = true;
    const { live, clock, read } = open({ allowed: () => isSignedIn });
    await read();
    await read();
    isSignedIn = false;
    clock.nowMs = 29_999;
    live.emit(breaker);
    expect(await read()).toContain("event: breaker");
    clock.nowMs = 30_001;
    live.emit(breaker);
    expect(await read()).toBeNull();
    expect(live.subscriberCount).toBe(0);
  });

  it("goes on after a check that says yes, and ends when the check itself fails", async () => {
    let answers = 0;
    const { live, clock, read } = open({
      allowed: () => {
        answers += 1;
        if (answers > 1) throw new Error("the session table is gone");
        return true;
      },
    });
    await read();
    await read();
    clock.nowMs = 31_000;
    live.emit(breaker);
    expect(await read()).toContain("event: breaker");
    clock.nowMs = 62_000;
    live.emit(breaker);
    expect(await read()).toBeNull();
    expect(answers).toBe(2);
  });

  it("a reader that stops reading is dropped instead of filling memory", async () => {
    const { live } = open();
    for (let sent = 0; sent < 5_000; sent += 1) live.emit(breaker);
    expect(live.subscriberCount).toBe(0);
  });
});
