import { describe, expect, test } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { MOUNTS } from "../support/gateway-rig";
import { askStream, bytesOf, rigWith, streams } from "./scripted-rig";
import { COMPLETED, CREATED, chunk, DONE, data, delta, event, ROLE, STOP, say } from "./stream-parts";

const perByte = (text: string) => [...Buffer.from(text)].map((byte) => Buffer.from([byte]));

const numbered = (type: string, number: number) => event(type, { sequence_number: number, delta: "a", response: {} });

const HELLO = "известни 👋 \u2028";
const LONG = "x".repeat(1_500_000);
const call = (fields: object) => data(chunk({ tool_calls: [{ index: 0, ...fields }] }));

/** Streams that are in order, if unusual: each must reach the caller byte for byte. */
const IN_ORDER: readonly (readonly [name: string, endpoint: Endpoint, parts: readonly (string | Buffer)[]])[] = [
  ["plain", "chat", [ROLE, say("a"), say("b"), STOP, DONE]],
  ["all in one packet", "chat", [ROLE + say("a") + STOP + DONE]],
  ["comments before the first token", "chat", [": PROCESSING\n\n", ": keep-alive\n\n", ROLE, say("a"), STOP, DONE]],
  ["comments between tokens", "chat", [ROLE, say("a"), ": keep-alive\n\n", say("b"), STOP, DONE]],
  ["CRLF line ends", "chat", [say("a", "\r\n"), data(chunk({}, "stop"), "\r\n"), "data: [DONE]\r\n\r\n"]],
  ["lone CR line ends", "chat", [say("a", "\r"), data(chunk({}, "stop"), "\r"), "data: [DONE]\r\r"]],
  ["mixed line ends", "chat", [say("a", "\r\n"), say("b", "\r"), say("c"), STOP, "data: [DONE]\r\n\n"]],
  [
    "CR and LF in different packets",
    "chat",
    ["data: ", JSON.stringify(chunk({ content: "a" })), "\r", "\n\r", "\n", STOP, DONE],
  ],
  ["a byte per packet", "chat", perByte(ROLE + say(HELLO) + STOP + DONE)],
  ["a byte order mark", "chat", ["\ufeff", ROLE, say("a"), STOP, DONE]],
  ["no space after the colon", "chat", [say("a").replace("data: ", "data:"), STOP, DONE]],
  [
    "data over several lines",
    "chat",
    [`data: {"choices":\ndata: [{"index":0,"delta":{"content":"a"},\ndata: "finish_reason":null}]}\n\n`, STOP, DONE],
  ],
  ["ids, names and retry fields", "chat", [`id: 1\nretry: 10\nevent: message\n${say("a")}`, STOP, DONE]],
  ["an event of 1.5 MB", "chat", [say(LONG), STOP, DONE]],
  [
    "huge tool arguments",
    "chat",
    [
      call({ id: "c", type: "function", function: { name: "f", arguments: "" } }),
      call({ function: { arguments: '{"a":"' } }),
      call({ function: { arguments: LONG } }),
      call({ function: { arguments: '"}' } }),
      data(chunk({}, "tool_calls")),
      DONE,
    ],
  ],
  [
    "a usage chunk without choices",
    "chat",
    [say("a"), STOP, data({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 1 } }), DONE],
  ],
  [
    "Azure's first chunk",
    "chat",
    [data({ choices: [], created: 0, id: "", model: "", object: "", prompt_filter_results: [] }), say("a"), STOP, DONE],
  ],
  [
    "a finish reason repeated with the usage",
    "chat",
    [
      say("a"),
      STOP,
      data({ ...chunk({ role: "assistant", content: "" }, "stop"), usage: { prompt_tokens: 3, completion_tokens: 1 } }),
      DONE,
    ],
  ],
  ["Responses without [DONE]", "responses", [CREATED, delta("a"), COMPLETED]],
  ["Responses with [DONE]", "responses", [CREATED, delta("a"), COMPLETED, DONE]],
  [
    "Responses with events nobody knows",
    "responses",
    [CREATED, event("response.sparkle", { x: 1 }), delta("a"), COMPLETED],
  ],
  ["Responses by the byte", "responses", perByte(CREATED + delta(HELLO) + COMPLETED)],
];

describe.each(MOUNTS)("a stream over the %s mount", (mount) => {
  describe.each(["passthrough", "buffered"] as const)("%s", (policy) => {
    test.each(IN_ORDER)("%s passes byte for byte", async (_name, endpoint, parts) => {
      const rig = await rigWith(mount, streams(parts), { alias: { stream_policy: policy } });
      const received = await bytesOf(await askStream(rig, endpoint));
      const sent = Buffer.concat(parts.map((part) => Buffer.from(part)));
      // Behind a comment of ours a byte order mark would be part of a field's name.
      const expected = policy === "buffered" && sent[0] === 0xef ? sent.subarray(3) : sent;
      expect(received.equals(expected)).toBe(true);
      expect(rig.ledger.only.close).toMatchObject({ state: "succeeded", route: "primary-chat" });
      expect(rig.ledger.only.outcomes).toMatchObject([{ errorClass: "ok", detail: null }]);
    });
  });

  test("a missing [DONE] is supplied, also when the last blank line is missing", async () => {
    const rig = await rigWith(mount, streams([say("a"), STOP.trimEnd()]));
    expect((await bytesOf(await askStream(rig))).toString()).toBe(say("a") + STOP + DONE);
  });

  test("an unreadable frame in a complete stream is left out, and the record says so", async () => {
    const rig = await rigWith(mount, streams([say("a"), 'data: {"choices":[<<<\n\n', say("b"), STOP, DONE]));
    expect((await bytesOf(await askStream(rig))).toString()).toBe(say("a") + say("b") + STOP + DONE);
    expect(rig.ledger.only.outcomes).toMatchObject([{ errorClass: "ok", detail: "frames_dropped" }]);
  });

  test.each<[string, Endpoint, readonly string[]]>([
    [
      "a first frame that is an error, then [DONE]",
      "chat",
      [data({ error: { message: "no", type: "server_error" } }), DONE],
    ],
    [
      "an error in the same packet as the first token",
      "chat",
      [say("a") + data({ error: { message: "no", type: "server_error" } })],
    ],
    [
      "an error event before any output",
      "responses",
      [CREATED, event("error", { code: "server_error", message: "no" })],
    ],
    ["nothing but comments", "chat", [": one\n\n", ": two\n\n"]],
    ["an end without a finish reason before any output", "chat", [ROLE, DONE]],
    ["Responses events on chat", "chat", [CREATED, delta("a"), COMPLETED]],
    ["chat chunks on Responses", "responses", [ROLE, say("a"), STOP, DONE]],
  ])("%s falls back unseen", async (_name, endpoint, parts) => {
    const rig = await rigWith(mount, streams(parts));
    const text = (await bytesOf(await askStream(rig, endpoint))).toString();
    expect(text).not.toContain('error":{');
    expect(text).toContain(endpoint === "chat" ? DONE : "response.completed");
    expect(rig.ledger.only.close).toMatchObject({ state: "succeeded", reasonCode: "served_by_fallback" });
  });

  test.each<[string, Endpoint, readonly string[]]>([
    ["an error frame, then [DONE]", "chat", [say("a"), data({ error: { message: "no", code: 400 } }), DONE]],
    ["[DONE] without a finish reason", "chat", [say("a"), DONE]],
    ["an end without a finish reason", "chat", [say("a")]],
    ["one of two alternatives unfinished", "chat", [say("a"), data(chunk({ content: "b" }, null, 1)), STOP, DONE]],
    [
      "response.failed",
      "responses",
      [
        CREATED,
        delta("a"),
        event("response.failed", { response: { status: "failed", error: { code: "server_error", message: "no" } } }),
      ],
    ],
    ["an end without a terminal event", "responses", [CREATED, delta("a")]],
  ])("after the first token, %s ends in one error and no success", async (_name, endpoint, parts) => {
    const rig = await rigWith(mount, streams(parts));
    const text = (await bytesOf(await askStream(rig, endpoint))).toString();
    expect(text.match(/"type":"switchyard_error"/g)).toHaveLength(1);
    expect(text).not.toMatch(/\[DONE\]|response\.completed/);
    expect(rig.ledger.only.close).toMatchObject({ state: "failed", reasonCode: "stream_interrupted" });
  });

  test.each<[string, readonly string[], readonly number[]]>([
    ["numbered", [numbered("response.created", 0), numbered("response.output_text.delta", 41)], [42, 43]],
    ["whose last frames are comments", [numbered("response.output_text.delta", 7), ": ping\n\n"], [8, 9]],
    ["without numbers", [CREATED, delta("a")], [0, 1]],
  ])("the frames that end a Responses stream %s go on with its own numbers", async (_name, parts, numbers) => {
    const rig = await rigWith(mount, streams(parts));
    const text = (await bytesOf(await askStream(rig, "responses"))).toString();
    const ending = text.slice(text.indexOf("event: error"));
    expect([...ending.matchAll(/"sequence_number":(\d+)/g)].map(([, number]) => Number(number))).toEqual(numbers);
  });

  test("two alternatives, one after the other, arrive whole however long the second takes", async () => {
    const parts = [say("a"), STOP, data(chunk({ content: "b" }, null, 1)), data(chunk({}, "stop", 1)), DONE];
    const rig = await rigWith(mount, async (call) => {
      await call.stream(parts.slice(0, 2));
      setTimeout(() => call.response.end(parts.slice(2).join("")), 1_300);
    });
    expect((await bytesOf(await askStream(rig, "chat", { n: 2 }))).toString()).toBe(parts.join(""));
  });

  test("a Responses stream is over with its terminal event, though the provider leaves the socket open", async () => {
    const rig = await rigWith(mount, (call) => call.stream([CREATED, delta("a"), COMPLETED]));
    const startedAt = performance.now();
    expect((await bytesOf(await askStream(rig, "responses"))).toString()).toBe(CREATED + delta("a") + COMPLETED);
    expect(performance.now() - startedAt).toBeLessThan(800);
    expect(rig.ledger.only.close?.state).toBe("succeeded");
  });

  test("an endless event is given up before it fills the memory, and another route serves", async () => {
    const rig = await rigWith(mount, streams(Array.from({ length: 20 }, () => "y".repeat(1024 * 1024))));
    expect((await bytesOf(await askStream(rig))).toString()).toContain(DONE);
    expect(rig.ledger.only.outcomes[0]).toMatchObject({ errorClass: "invalid_output", detail: "oversize_event" });
  });
});

test("a provider's connection carries one stream after the other", async () => {
  const rig = await rigWith("listener", async (call) => {
    await call.stream([say("a"), STOP, DONE]);
    setTimeout(() => call.response.end(), 5);
  });
  for (let asked = 0; asked < 5; asked++) {
    await bytesOf(await askStream(rig));
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  expect(rig.upstream.connectionCount()).toBe(1);
});
