import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { initialStream, readStreamEvent, streamEnded } from "@/lib/core/stream-reader";
import { ERRORS_WITH_200 } from "./corpus/errors-with-200";
import { chunk, created, delta, done, read, role, stop, text, usage } from "./stream-fixture";

describe("either", () => {
  const rows = (pattern: RegExp) => ERRORS_WITH_200.filter(({ source }) => pattern.test(source));

  it.each([
    ...rows(/protocol [BS]\d/).map((row) => ({ ...row, endpoint: "chat" as const })),
    ...rows(/protocol S[1456]/).map((row) => ({ ...row, endpoint: "responses" as const })),
  ])("$source fails a $endpoint stream, and [DONE] does not mend it", ({ endpoint, body, class: name }) => {
    expect(read(endpoint, [body, done])).toMatchObject({ terminal: "failed", error: { class: name } });
  });

  it("any events keep their promises: no throw, counts only grow, an error stays", () => {
    const data = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc.string(),
      fc.constantFrom(
        done,
        ...[role, text("x"), stop, usage, created, delta("x")].map((event) => JSON.stringify(event)),
        ...ERRORS_WITH_200.map(({ body }) => body),
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<Endpoint>("chat", "responses"),
        fc.array(data, { maxLength: 30 }),
        (endpoint, events) => {
          let before = initialStream(endpoint);
          for (const event of events) {
            const after = readStreamEvent(before, null, event);
            expect(after.textLength).toBeGreaterThanOrEqual(before.textLength);
            expect(after.malformedCount - before.malformedCount).toBe(after.malformed ? 1 : 0);
            if (after.isVisible) expect(after.isCommitted).toBe(true);
            if (before.error !== null) expect(after).toMatchObject({ terminal: "failed", error: before.error });
            before = after;
          }
          const { complete, signal } = streamEnded(before);
          expect(complete).toBe(signal === null);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("an event costs a few microseconds", () => {
    const data = JSON.stringify(chunk({ content: "Hello, world" }));
    let state = initialStream("chat");
    const startedAt = performance.now();
    for (let index = 0; index < 20_000; index += 1) state = readStreamEvent(state, null, data);
    expect((performance.now() - startedAt) / 20_000).toBeLessThan(0.1);
    expect(state.textLength).toBe(240_000);
  });
});
