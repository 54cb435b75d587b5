import { describe, expect, it } from "vitest";
import type { LiveEvent } from "@/lib/contract/live";
import { LIVE_HUB_DEFAULTS, LiveHub, type LiveSubscription } from "@/lib/control/live-hub";

const AT = "2026-11-20T02:17:52.000Z";
const change = (version: number): LiveEvent => ({
  type: "route_version",
  at: AT,
  route_version: version,
  alias: "support-summary-v3",
  actor: "Lee",
  text: "general 5% → 25%",
});
const heartbeat: LiveEvent = { type: "heartbeat", at: AT, data_until: AT };

function hub(options: Partial<ConstructorParameters<typeof LiveHub>[0]> = {}): LiveHub {
  return new LiveHub({ ...LIVE_HUB_DEFAULTS, firstId: 100, ...options });
}

function subscribe(to: LiveHub, session = "s1", lastEventId: number | null = null): LiveSubscription {
  const result = to.subscribe(session, lastEventId);
  if (result.kind === "refused") throw new Error(`refused: ${result.limit}`);
  return result.subscription;
}

async function read(subscription: LiveSubscription, count: number): Promise<(number | null)[]> {
  const ids: (number | null)[] = [];
  for (let taken = 0; taken < count; taken += 1) ids.push((await subscription.next())?.id ?? null);
  return ids;
}

describe("live hub", () => {
  it("ids grow by one and every subscriber sees every event in order", async () => {
    const live = hub();
    const [first, second] = [subscribe(live, "s1"), subscribe(live, "s2")];
    for (const version of [1, 2, 3]) live.emit(change(version));
    expect(await read(first, 3)).toEqual([100, 101, 102]);
    expect(await read(second, 3)).toEqual([100, 101, 102]);
  });

  it("wakes a subscriber that is waiting", async () => {
    const live = hub();
    const waiting = subscribe(live).next();
    live.emit(change(7));
    expect((await waiting)?.event).toEqual(change(7));
  });

  it("replays exactly what was missed after Last-Event-ID, and nothing to a new tab", async () => {
    const live = hub();
    for (const version of [1, 2, 3, 4]) live.emit(change(version));
    const back = subscribe(live, "s1", 101);
    const fresh = subscribe(live, "s2");
    live.emit(change(5));
    expect(await read(back, 3)).toEqual([102, 103, 104]);
    expect(await read(fresh, 1)).toEqual([104]);
  });

  it("keeps a bounded history: an id from long ago gets the newest events only", async () => {
    const live = hub({ replayedEvents: 3 });
    for (let version = 0; version < 10; version += 1) live.emit(change(version));
    live.emit(change(10));
    expect(await read(subscribe(live, "s1", 100), 3)).toEqual([108, 109, 110]);
  });

  it("heartbeats have no id and are not replayed", async () => {
    const live = hub();
    live.emit(change(1));
    live.emit(heartbeat);
    live.emit(change(2));
    expect(await read(subscribe(live, "s1", 99), 2)).toEqual([100, 101]);
  });

  it("closes a subscriber that does not read, and holds at most its queue", async () => {
    const live = hub({ queuedEvents: 3 });
    const slow = subscribe(live);
    for (let version = 0; version < 50; version += 1) live.emit(change(version));
    expect(live.subscriberCount).toBe(0);
    expect(await read(slow, 3)).toEqual([100, 101, 102]);
    expect(await slow.next()).toBeNull();
  });

  it("a slow subscriber does not cost the others an event", async () => {
    const live = hub({ queuedEvents: 2 });
    subscribe(live, "slow");
    const quick = subscribe(live, "quick");
    for (let version = 0; version < 4; version += 1) {
      live.emit(change(version));
      expect(await read(quick, 1)).toEqual([100 + version]);
    }
  });

  it("refuses a fifth stream of one session and the one past the total, and frees places on close", () => {
    const live = hub({ maxSubscribers: 5, maxPerSession: 4 });
    const tabs = [1, 2, 3, 4].map(() => subscribe(live, "s1"));
    expect(live.subscribe("s1", null)).toEqual({ kind: "refused", limit: "session", atMost: 4 });
    subscribe(live, "s2");
    expect(live.subscribe("s3", null)).toEqual({ kind: "refused", limit: "total", atMost: 5 });
    tabs[0]?.close();
    tabs[0]?.close();
    expect(live.subscribe("s3", null).kind).toBe("subscribed");
  });

  it("closing the hub ends every stream and wakes those that wait", async () => {
    const live = hub();
    const waiting = subscribe(live).next();
    live.close();
    expect(await waiting).toBeNull();
    expect(live.subscriberCount).toBe(0);
  });
});
