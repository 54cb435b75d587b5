import { describe, expect, test } from "vitest";
import { readTraceContext, traceHeaders } from "@/lib/gateway/trace-context";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

const read = (traceparent?: string, tracestate?: string) => {
  const headers: Readonly<Record<string, string | undefined>> = { traceparent, tracestate };
  return readTraceContext({ header: (name) => headers[name] });
};

describe("trace context", () => {
  test("a valid one goes on with the same trace id, the same state and a parent id of its own per call", () => {
    const context = read(`00-${TRACE}-${PARENT}-01`, "vendor=a:b, rojo=00f067aa");
    if (context === null) throw new Error("the header is valid");
    const [first, second] = [traceHeaders(context), traceHeaders(context)];
    expect(first).toEqual([
      "traceparent",
      expect.stringMatching(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`)),
      "tracestate",
      "vendor=a:b,rojo=00f067aa",
    ]);
    expect(first[1]).not.toContain(PARENT);
    expect(first[1]).not.toBe(second[1]);
  });

  test("a later version is read by its first fields, and unknown flags are not passed on", () => {
    expect(read(`cc-${TRACE}-${PARENT}-ff-new-things`)).toEqual({ traceId: TRACE, flags: 3, state: null });
  });

  test.each([
    ["nothing", undefined],
    ["words", "hello"],
    ["the forbidden version", `ff-${TRACE}-${PARENT}-01`],
    ["a trace id of zeros", `00-${"0".repeat(32)}-${PARENT}-01`],
    ["a parent id of zeros", `00-${TRACE}-${"0".repeat(16)}-01`],
    ["upper case", `00-${TRACE.toUpperCase()}-${PARENT}-01`],
    ["more than version 00 has", `00-${TRACE}-${PARENT}-01-x`],
    ["two headers joined", `00-${TRACE}-${PARENT}-01, 00-${TRACE}-${PARENT}-01`],
  ])("%s is ignored, with its state", (_name, traceparent) => {
    expect(read(traceparent, "vendor=a")).toBeNull();
  });

  test.each([
    ["no members", " , "],
    ["a member without a value", "vendor"],
    ["too many members", Array.from({ length: 33 }, (_, index) => `v${index}=1`).join(",")],
    ["too long", `v=${"x".repeat(2000)}`],
    ["control characters", "v=a\u0007"],
  ])("a state with %s is dropped, the trace goes on", (_name, state) => {
    expect(read(`00-${TRACE}-${PARENT}-00`, state)).toEqual({ traceId: TRACE, flags: 0, state: null });
  });
});
