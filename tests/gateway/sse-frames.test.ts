import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SseFrame, SseFrames } from "@/lib/gateway/sse-frames";

const line = fc.oneof(
  fc.constantFrom(
    "data: a",
    "data:b",
    "data: ",
    "data",
    "event: ping",
    ": comment",
    "id: 7",
    "retry: 10",
    'data: { "x": 1 }',
    "",
  ),
  fc.string({ unit: "binary", maxLength: 12 }).map((text) => `data: ${text.replace(/[\r\n]/g, "")}`),
);
const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
const stream = fc.array(fc.tuple(line, lineEnd), { maxLength: 24 }).map((lines) => lines.flat().join(""));

/** Cuts bytes at the given places, so that characters and line ends are torn. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((left, right) => left - right);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}

function framesOf(chunks: readonly Buffer[]): SseFrame[] {
  const frames = new SseFrames(1 << 20);
  const found = chunks.flatMap((chunk) => {
    const completed = frames.push(chunk);
    return completed === "oversize" ? [] : completed;
  });
  const rest = frames.rest();
  return rest === null ? found : [...found, rest];
}

describe("server-sent event frames", () => {
  test("joined, the frames are the bytes that came in, however they were cut", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(400)), (text, places) => {
        const bytes = Buffer.from(text);
        expect(Buffer.concat(framesOf(cut(bytes, places)).map((frame) => frame.bytes)).equals(bytes)).toBe(true);
      }),
    );
  });

  test("they say what a standard event stream parser reads, however they were cut", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(400)), (text, places) => {
        const whole = `${text}\n\n`;
        const expected: { event: string | null; data: string }[] = [];
        const parser = createParser({
          onEvent: (event) => expected.push({ event: event.event || null, data: event.data }),
        });
        parser.feed(whole.replaceAll(/\r\n?/g, "\n"));
        const found = framesOf(cut(Buffer.from(whole), places)).filter((frame) => frame.data !== null);
        expect(found.map(({ event, data }) => ({ event: event || null, data }))).toEqual(expected);
      }),
    );
  });

  test("a byte order mark is forwarded but not read", () => {
    const [frame] = framesOf([Buffer.from("\ufeffdata: x\n\n")]);
    expect(frame?.data).toBe("x");
    expect(frame?.bytes.length).toBe(3 + "data: x\n\n".length);
  });

  test("U+2028 inside data is no line end", () => {
    expect(framesOf([Buffer.from("data: a\u2028b\n\n")])[0]?.data).toBe("a\u2028b");
  });

  test("an event larger than the limit is named, not buffered", () => {
    const frames = new SseFrames(64);
    expect(frames.push(Buffer.alloc(65, "x"))).toBe("oversize");
  });
});
