import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as shift } from "@/app/api/aliases/[alias]/shift/route";
import { GET as live } from "@/app/api/live/route";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { CONSOLE_ORIGIN, callApi } from "../support/call-api";
import { CANARY_SECRETS, PASSWORDLESS_CONFIG } from "../support/config-fixtures";

const ALIAS = "support-summary-v3";
const bearer = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest({}, PASSWORDLESS_CONFIG);
});
afterAll(() => booted.close());

/** Opens a stream; `read` gives one chunk after the other, null at its end. */
async function open(headers: Record<string, string> = bearer) {
  const aborter = new AbortController();
  const request = new Request(`${CONSOLE_ORIGIN}/api/live`, { headers, signal: aborter.signal });
  const response = await live(request, { params: Promise.resolve({}) });
  const reader = response.body?.getReader();
  const read = async () => {
    const part = await reader?.read();
    return part?.value === undefined ? null : new TextDecoder().decode(part.value);
  };
  /** Past what every stream begins with: the retry time, the age of the data, the load, the drill that runs. */
  const skipStart = async () => {
    for (let part = 0; part < 4; part++) await read();
  };
  return { response, aborter, read, skipStart };
}

async function shiftInternal(percent: number): Promise<void> {
  const headers = { ...bearer, "if-match": String(booted.runtime.control.active().version) };
  const body = { cohort: "internal", percent, reason: "seen by every open tab" };
  await callApi(shift, "POST", `/api/aliases/${ALIAS}/shift`, { headers, body, params: { alias: ALIAS } });
}

const idOf = (frame: string | null) => /^id: (\d+)$/m.exec(frame ?? "")?.[1] ?? "";

describe("GET /api/live", () => {
  it("is an unbuffered event stream that starts with the age of the data, the load and the drill that runs, and ends when the caller leaves", async () => {
    const { response, aborter, read } = await open();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    expect(await read()).toBe("retry: 2000\n\n");
    expect(await read()).toMatch(
      /^event: heartbeat\ndata: \{"type":"heartbeat","at":"[^"]+","data_until":"[^"]+"\}\n\n$/,
    );
    expect(await read()).toMatch(/^event: load\ndata: \{"type":"load","at":"[^"]+","shedding":null\}\n\n$/);
    expect(await read()).toMatch(/^event: drill\ndata: \{"type":"drill","at":"[^"]+","run":null\}\n\n$/);
    aborter.abort();
    expect(await read()).toBeNull();
    expect(booted.runtime.control.live.subscriberCount).toBe(0);
  });

  it("carries a shift to every open tab, and replays what a tab missed", async () => {
    const first = await open();
    await first.skipStart();
    await shiftInternal(5);
    const frame = await first.read();
    expect(frame).toContain("event: route_version\n");
    expect(frame).toContain('"text":"internal 10% → 5%"');
    first.aborter.abort();
    await shiftInternal(6);
    const back = await open({ ...bearer, "last-event-id": idOf(frame) });
    await back.skipStart();
    const missed = await back.read();
    expect(missed).toContain('"text":"internal 5% → 6%"');
    expect(Number(idOf(missed))).toBe(Number(idOf(frame)) + 1);
    back.aborter.abort();
  });

  it("takes a last event id that is not one of ours for a new tab", async () => {
    const { response, aborter } = await open({ ...bearer, "last-event-id": "'; drop table" });
    expect(response.status).toBe(200);
    aborter.abort();
  });

  it("401 without a principal, 429 past four streams of one sign-in", async () => {
    expect((await open({})).response.status).toBe(401);
    const tabs = [await open(), await open(), await open(), await open()];
    const fifth = await open();
    expect(fifth.response.status).toBe(429);
    expect(await fifth.read()).toContain("4 live streams open already");
    for (const { aborter } of tabs) aborter.abort();
    expect(booted.runtime.control.live.subscriberCount).toBe(0);
  });
});
