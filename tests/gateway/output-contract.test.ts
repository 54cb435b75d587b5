import { afterEach, describe, expect, test } from "vitest";
import { type GatewayRig, MOUNTS, type RigOptions, startGatewayRig } from "../support/gateway-rig";
import { type ScriptedUpstream, startScriptedUpstream } from "../support/scripted-upstream";

const schema = {
  type: "object",
  properties: { answer: { type: "string" } },
  required: ["answer"],
  additionalProperties: false,
};
const format = { type: "json_schema", name: "a", schema };
const ENDPOINTS = {
  chat: {
    path: "/chat/completions",
    request: {
      model: "support",
      messages: [{ role: "user", content: "hello" }],
      response_format: { type: "json_schema", json_schema: { name: "a", schema } },
    },
  },
  responses: { path: "/responses", request: { model: "support", input: "hello", text: { format } } },
} as const;
type Name = keyof typeof ENDPOINTS;

const UNFIT = JSON.stringify({ answer: 7, secret: "Jane owes 40" });
const WORDS = /Jane|owes/;

/** What a provider says: a text, or a call with these arguments. */
interface Said {
  readonly text?: string;
  readonly call?: string;
}

function wholeBody(endpoint: Name, { text = "", call }: Said): unknown {
  if (endpoint === "chat") {
    const calls = call === undefined ? {} : { tool_calls: [{ id: "c", type: "function", function: fn(call) }] };
    const message = { role: "assistant", content: call === undefined ? text : null, ...calls };
    return { id: "x", model: "m", choices: [{ index: 0, message, finish_reason: call ? "tool_calls" : "stop" }] };
  }
  const item =
    call === undefined
      ? { type: "message", role: "assistant", content: [{ type: "output_text", text }] }
      : { type: "function_call", call_id: "c", ...fn(call) };
  return { id: "resp_x", object: "response", model: "m", status: "completed", output: [item] };
}

const fn = (written: string) => ({ name: "look_up", arguments: written });

/** The same in frames of a few characters each. */
function frames(endpoint: Name, said: Said): string[] {
  const pieces = (said.call ?? said.text ?? "").match(/[\s\S]{1,5}/g) ?? [];
  const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
  if (endpoint === "chat") {
    const chunk = (delta: unknown, finish: string | null) =>
      data({ id: "x", model: "m", choices: [{ index: 0, delta, finish_reason: finish }] });
    const delta = (piece: string) =>
      said.call === undefined ? { content: piece } : { tool_calls: [{ index: 0, function: { arguments: piece } }] };
    const last = chunk({}, said.call === undefined ? "stop" : "tool_calls");
    return [...pieces.map((piece) => chunk(delta(piece), null)), last, "data: [DONE]\n\n"];
  }
  const type = `response.${said.call === undefined ? "output_text" : "function_call_arguments"}.delta`;
  const response = wholeBody(endpoint, said);
  return [
    ...pieces.map((piece) => data({ type, output_index: 0, delta: piece })),
    data({ type: "response.completed", response }),
  ];
}

const CASES = MOUNTS.flatMap((mount) =>
  (["chat", "responses"] as const).flatMap((endpoint) => [
    { mount, endpoint, stream: false },
    { mount, endpoint, stream: true },
  ]),
);

describe.each(CASES)("$endpoint at the $mount mount, buffered stream: $stream", ({ mount, endpoint, stream }) => {
  let rig: GatewayRig;
  let provider: ScriptedUpstream;
  const { path, request } = ENDPOINTS[endpoint];
  const tools = [
    { type: "function", ...(endpoint === "chat" ? { function: { name: "look_up" } } : { name: "look_up" }) },
  ];

  /** Starts a primary that says this, and asks it. */
  const ask = async (said: Said, fields: object = request, options: RigOptions = {}) => {
    provider = await startScriptedUpstream(async (call) => {
      if (!stream) {
        call.response.writeHead(200, { "content-type": "application/json" });
        call.response.end(JSON.stringify(wholeBody(endpoint, said)));
        return;
      }
      await call.stream(frames(endpoint, said));
      call.response.end();
    });
    const alias = { stream_policy: "buffered", ...options.alias };
    rig = await startGatewayRig(mount, { ...options, primaryUrl: provider.url, alias });
    const response = await rig.post(path, { ...fields, stream });
    return { response, text: await response.text() };
  };
  const plain = {
    model: "support",
    ...(endpoint === "chat" ? { messages: [{ role: "user", content: "a" }] } : { input: "a" }),
  };
  afterEach(async () => {
    await rig.close();
    await provider.close();
  });

  test("an answer that fits the schema is passed on as it came", async () => {
    const { response, text } = await ask({ text: '{"answer":"Four"}' });
    expect(response.headers.get("x-switchyard-route")).toBe("primary-chat");
    const sent = stream ? frames(endpoint, { text: '{"answer":"Four"}' }).join("") : null;
    expect(text).toBe(sent ?? JSON.stringify(wholeBody(endpoint, { text: '{"answer":"Four"}' })));
    expect(rig.ledger.only.outcomes[0]).toMatchObject({ state: "served", detail: null });
  });

  test("one that does not is never seen: the fallback's is, and a sanitized sample stays", async () => {
    const { response, text } = await ask({ text: UNFIT });
    expect(response.status).toBe(200);
    expect(text).not.toMatch(WORDS);
    const { outcomes, close } = rig.ledger.only;
    expect(close).toMatchObject({
      state: "succeeded",
      route: "fallback-chat",
      fallbackReason: "primary_invalid_output",
    });
    expect(outcomes[0]).toMatchObject({ errorClass: "invalid_output", detail: "schema", next: "fallback" });
    const sample = outcomes[0]?.errorExcerpt ?? "";
    expect(JSON.parse(sample)).toMatchObject({ schema: { keyword: "additionalProperties", at: "" } });
    expect(sample).toContain(`[${UNFIT.length} characters]`);
    expect(sample).not.toMatch(WORDS);
  });

  test("a schema that cannot be used costs the check, not the answer; the record says so", async () => {
    const odd = { $ref: "https://example.com/elsewhere.json" };
    const unusable =
      endpoint === "chat"
        ? { ...request, response_format: { type: "json_schema", json_schema: { name: "a", schema: odd } } }
        : { ...request, text: { format: { ...format, schema: odd } } };
    const { response } = await ask({ text: UNFIT }, unusable);
    expect(response.headers.get("x-switchyard-route")).toBe("primary-chat");
    expect(rig.ledger.only.outcomes[0]).toMatchObject({ state: "served", detail: "schema_unchecked: invalid" });
  });

  test.each<[string, Said, object]>([
    ["tool_arguments", { call: '{"id": "Jane owes' }, { tools }],
    ["placeholder", { text: "I'm sorry, Jane owes nothing." }, {}],
    ["too_short", { text: "Jane" }, {}],
  ])("%s is no answer either", async (detail, said, fields) => {
    const validation = { min_chars: 5, placeholders: ["im sorry jane owes nothing", "I'm sorry, Jane owes nothing."] };
    const { response, text } = await ask(said, { ...plain, ...fields }, { alias: { validation } });
    expect(response.status).toBe(200);
    expect(text).not.toMatch(WORDS);
    const [failed] = rig.ledger.only.outcomes;
    expect(failed).toMatchObject({ errorClass: "invalid_output", detail });
    expect(failed?.errorExcerpt).toContain("characters]");
    expect(failed?.errorExcerpt).not.toMatch(WORDS);
  });

  test("a fallback's answer passes the same checks: a bad one is a controlled error", async () => {
    const { response, text } = await ask({ text: "ok" }, plain, { alias: { validation: { min_chars: 50_000 } } });
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ error: { code: "fallback_validation_failed" } });
    expect(rig.ledger.only.outcomes.map(({ detail }) => detail)).toEqual(["too_short", "too_short"]);
    expect(rig.ledger.only.close).toMatchObject({ state: "failed", reasonCode: "fallback_validation_failed" });
  });
});
