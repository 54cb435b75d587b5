import { expect, it } from "vitest";
import { readDrillReply } from "@/lib/core/drill-answer";

const reply = (text: string, status: number | null = 200, isBroken = false) => ({
  status,
  text,
  isBroken,
  latencyMs: 5,
});
const whole = (change: object = {}) =>
  JSON.stringify({
    object: "chat.completion",
    choices: [{ message: { role: "assistant", content: "yes" }, finish_reason: "stop" }],
    ...change,
  });
const frames = (...data: string[]) => data.map((text) => `data: ${text}\n\n`).join("");
const delta = (content: string, finish: string | null = null) =>
  JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] });

it("a documented answer has no defect, and each missing field is named", () => {
  expect(readDrillReply("short", reply(whole())).defects).toEqual([]);
  expect(readDrillReply("short", reply(whole({ object: "thing" }))).defects).toEqual(["object"]);
  expect(readDrillReply("short", reply(whole({ choices: [{}] }))).defects).toEqual([
    "role",
    "content",
    "finish_reason",
  ]);
  expect(readDrillReply("short", reply("<html>")).defects).toEqual(["not JSON"]);
  expect(readDrillReply("short", reply(whole(), 200, true)).defects).toEqual(["cut off"]);
});

it("an error needs its envelope; a code may be null but not absent", () => {
  const error = (fields: object) => reply(JSON.stringify({ error: fields }), 503);
  expect(readDrillReply("short", error({ message: "m", type: "t", code: null })).defects).toEqual([]);
  expect(readDrillReply("short", error({ message: "", type: "t" })).defects).toEqual(["error.message", "error.code"]);
  expect(readDrillReply("short", error({ message: "m", type: "t", code: "c" })).errorCode).toBe("c");
  expect(readDrillReply("short", reply("", null)).defects).toEqual(["no error envelope"]);
});

it("a stream is read to its end: text, finish reason, [DONE], error frames", () => {
  const good = readDrillReply("streamed", reply(frames(delta("hi"), delta("", "stop"), "[DONE]")));
  expect(good).toMatchObject({ defects: [], stream: { hasText: true, hasDone: true, errorFrames: 0 } });
  const broken = readDrillReply("streamed", reply(frames(delta("hi"), '{"error":{"code":"stream_interrupted"}}')));
  expect(broken).toMatchObject({
    errorCode: "stream_interrupted",
    stream: { hasText: true, hasDone: false, errorFrames: 1 },
  });
  expect(readDrillReply("streamed", reply(frames(delta("hi")), 200, true)).defects).toEqual([
    "finish_reason",
    "cut off",
  ]);
});
