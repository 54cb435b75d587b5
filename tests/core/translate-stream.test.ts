import fc from "fast-check";
import { expect, it } from "vitest";
import { asObject, type JsonObject } from "@/lib/core/json";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { translateAnswer } from "@/lib/core/translate-answer";
import { endTelling, startTelling, tellEvent } from "@/lib/core/translate-stream";
import { ended, read } from "./stream-fixture";
import { chatChunk, parsed, responsesText, SPARE, told, USAGE_CHUNK } from "./telling-fixture";

const pieces = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: "binary" }), { minLength: 1, maxLength: 8 });
const OTHER = { chat: "responses", responses: "chat" } as const;

function chatText(deltas: readonly string[]): JsonObject[] {
  return [
    chatChunk({ role: "assistant", content: "" }),
    ...deltas.map((content) => chatChunk({ content })),
    chatChunk({}, "stop"),
    USAGE_CHUNK,
  ];
}

const streamOf = (endpoint: Endpoint, deltas: readonly string[]) =>
  endpoint === "chat" ? chatText(deltas) : responsesText(deltas);

it.each(["chat", "responses"] as const)(
  "a %s stream, told, is a complete stream with the same text and usage",
  (from) => {
    fc.assert(
      fc.property(pieces, (deltas) => {
        const to = OTHER[from];
        const events = told(to, streamOf(from, deltas), { stream_options: { include_usage: true } });
        expect(ended(to, events)).toBe("complete");
        const [before, after] = [read(from, streamOf(from, deltas)), read(to, events)];
        const { textLength, usage, finishReason, model } = before;
        expect(after).toMatchObject({ textLength, usage, finishReason, model });
        expect(textOf(to, events)).toBe(deltas.join(""));
      }),
    );
  },
);

it("a stream told there and back says what it said", () => {
  fc.assert(
    fc.property(pieces, (deltas) => {
      const there = told("chat", responsesText(deltas), { stream_options: { include_usage: true } });
      const back = told(
        "responses",
        there.filter((event) => event !== "[DONE]"),
      );
      expect(textOf("responses", back)).toBe(deltas.join(""));
    }),
  );
});

it("the object a told Responses stream ends with is the whole answer, translated", () => {
  const request = { input: "2+2?", temperature: 0 };
  const completed = told("responses", chatText(["Fo", "ur"]), request).at(-2);
  const message = { role: "assistant", content: "Four" };
  const completion = { ...chatChunk({}), choices: [{ message, finish_reason: "stop" }], usage: USAGE_CHUNK.usage };
  expect(asObject(completed)?.response).toEqual(
    translateAnswer(completion, { to: "responses", request, spare: SPARE }),
  );
});

it.each(["chat", "responses"] as const)("any event is told to a %s caller without throwing, in whole frames", (to) => {
  const event = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .dictionary(
        fc.constantFrom("type", "delta", "item", "response", "choices", "usage", "output_index"),
        fc.jsonValue(),
      )
      .map((value) => JSON.stringify(value)),
    fc.constantFrom(...responsesText(["a"]), ...chatText(["a"])).map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      let telling = startTelling({ to, request: {}, spare: SPARE });
      let frames = "";
      for (const data of events) {
        const [next, more] = tellEvent(telling, null, data);
        telling = next;
        frames += more;
      }
      expect(parsed(frames + endTelling(telling)).at(-1)).toBe("[DONE]");
    }),
  );
});

function textOf(endpoint: Endpoint, events: readonly (JsonObject | "[DONE]")[]): string {
  return events
    .map((event) => {
      if (event === "[DONE]") return "";
      if (endpoint === "responses") return event.type === "response.output_text.delta" ? String(event.delta) : "";
      const [choice] = Array.isArray(event.choices) ? event.choices : [];
      return String(asObject(asObject(choice)?.delta)?.content ?? "");
    })
    .join("");
}
