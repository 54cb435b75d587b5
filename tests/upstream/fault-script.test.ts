import { expect, it } from "vitest";
import { faultScript } from "@/lib/upstream/fault-script";

const CALL = { endpoint: "chat", stream: true, model: "model-a", retryAfterSeconds: 3 } as const;
const kinds = (...[fault, call]: Parameters<typeof faultScript>) => faultScript(fault, call).map(({ kind }) => kind);
const words = (...[fault, call]: Parameters<typeof faultScript>) =>
  faultScript(fault, call)
    .map((step) => ("text" in step ? step.text : ""))
    .join("");

it("an error answer is whole, with the status asked for and an error envelope", () => {
  const [head, body] = faultScript({ kind: "server_error", status: 503 }, CALL);
  expect(head).toMatchObject({ kind: "head", status: 503 });
  expect(JSON.parse(body?.kind === "data" ? body.text : "")).toMatchObject({ error: { type: "server_error" } });
  expect(kinds({ kind: "server_error", status: 503 }, CALL).at(-1)).toBe("end");
});

it("a rate limit says how long to wait", () => {
  expect(faultScript({ kind: "rate_limited" }, CALL)[0]).toMatchObject({
    status: 429,
    headers: { "retry-after": "3" },
  });
});

it("silence never ends by itself, and a first token that never comes keeps its stream alive without one", () => {
  expect(kinds({ kind: "silence" }, CALL)).toEqual(["hold"]);
  expect(kinds({ kind: "no_first_token" }, CALL)).toEqual(["head", "hold"]);
  expect(words({ kind: "no_first_token" }, CALL)).not.toContain("data:");
});

it.each(["chat", "responses"] as const)("a stream of %s is cut before or after its first visible text", (endpoint) => {
  const call = { ...CALL, endpoint };
  expect(words({ kind: "cut", when: "before_first_token" }, call)).not.toContain("This answer");
  expect(words({ kind: "cut", when: "after_partial_output" }, call)).toContain("This answer");
  expect(kinds({ kind: "cut", when: "after_partial_output" }, call).at(-1)).toBe("break");
});

it.each([true, false])("an empty answer is a success without text (streamed: %s)", (stream) => {
  const script = faultScript({ kind: "empty_output" }, { ...CALL, stream });
  expect(script[0]).toMatchObject({ kind: "head", status: 200 });
  expect(script.at(-1)).toEqual({ kind: "end" });
});

it("half a document ends as if it were whole", () => {
  const text = words({ kind: "unparsable_output" }, { ...CALL, stream: false });
  expect(() => JSON.parse(text)).toThrow();
});
