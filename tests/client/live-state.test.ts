import { expect, test } from "vitest";
import { dataAgeMs, INITIAL_LIVE_STATE, isStale, type LiveAction, reduceLive } from "@/lib/client/live-state";

const NOW_MS = 1_800_000_000_000;
const after = (...actions: LiveAction[]) => actions.reduce(reduceLive, INITIAL_LIVE_STATE);
const started: LiveAction = { type: "started", nowMs: NOW_MS };

test("data is stale after 25 s without news, not before", () => {
  const state = after(started, { type: "opened" });
  expect(isStale(state, NOW_MS + 25_000)).toBe(false);
  expect(isStale(state, NOW_MS + 25_001)).toBe(true);
});

test("an open stream does not keep old data fresh: only news of the data does", () => {
  const heartbeat: LiveAction = {
    type: "fresh",
    nowMs: NOW_MS + 10_000,
    serverAtMs: NOW_MS + 10_000,
    dataUntilMs: NOW_MS - 30_000,
  };
  expect(isStale(after(started, { type: "opened" }, heartbeat), NOW_MS + 26_000)).toBe(true);
});

test("a browser clock that is an hour off does no harm", () => {
  const serverAtMs = NOW_MS - 3_600_000;
  const state = after(started, { type: "fresh", nowMs: NOW_MS + 5_000, serverAtMs, dataUntilMs: serverAtMs - 2_000 });
  expect(dataAgeMs(state, NOW_MS + 5_000)).toBe(2_000);
});

test("an answer that arrives late never makes newer data look older", () => {
  const newer: LiveAction = { type: "fresh", nowMs: NOW_MS + 9_000, serverAtMs: NOW_MS, dataUntilMs: NOW_MS };
  const older: LiveAction = { type: "fresh", nowMs: NOW_MS + 9_500, serverAtMs: NOW_MS, dataUntilMs: NOW_MS - 8_000 };
  expect(dataAgeMs(after(started, newer, older), NOW_MS + 10_000)).toBe(1_000);
});

test("a lost stream polls, a hidden tab pauses, a shown one connects again", () => {
  expect(after(started, { type: "opened" }, { type: "lost" }).connection).toBe("polling");
  expect(after(started, { type: "hidden" }, { type: "lost" }).connection).toBe("paused");
  expect(after(started, { type: "hidden" }, { type: "shown" }).connection).toBe("connecting");
});
