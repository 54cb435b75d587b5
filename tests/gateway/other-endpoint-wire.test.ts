import OpenAI from "openai";
import { afterEach, expect, test } from "vitest";
import { CLIENT_KEY, type GatewayRig, startGatewayRig } from "../support/gateway-rig";
import { type ScriptedUpstream, startScriptedUpstream } from "../support/scripted-upstream";

let provider: ScriptedUpstream;
let rig: GatewayRig;
afterEach(async () => {
  await rig.close();
  await provider.close();
});

/** A gateway whose primary answers with these frames, on one endpoint only. */
async function start(endpoint: "chat" | "responses", frames: readonly string[]): Promise<OpenAI> {
  provider = await startScriptedUpstream(async (call) => {
    await call.stream(frames);
    call.response.end();
  });
  const primaryRoute = { endpoints: [endpoint] };
  rig = await startGatewayRig("listener", { primaryUrl: provider.url, primaryRoute });
  return new OpenAI({ apiKey: CLIENT_KEY, baseURL: rig.baseUrl, maxRetries: 0 });
}

const named = (event: { readonly type: string } & Record<string, unknown>) =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
const data = (payload: unknown) => `data: ${JSON.stringify(payload)}\n\n`;

/** Item ids that change with every event are seen behind one public gateway; the output index is what holds. */
function rotatingResponses(): string[] {
  const response = { id: "resp_r1", object: "response", created_at: 1786050349, model: "gpt-5.3-codex", output: [] };
  const item = { type: "function_call", call_id: "call_7", name: "look_up", arguments: "", status: "in_progress" };
  const said = '{"answer":"late"}';
  const usage = {
    input_tokens: 19,
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 4 },
    total_tokens: 24,
  };
  const events = [
    { type: "response.created", response: { ...response, status: "in_progress", usage: null } },
    { type: "response.output_item.added", output_index: 0, item: { type: "reasoning", id: "a", summary: [] } },
    { type: "response.reasoning_summary_text.delta", output_index: 0, item_id: "b", delta: "Hm." },
    { type: "response.output_item.done", output_index: 0, item: { type: "reasoning", id: "c", summary: [] } },
    { type: "response.output_item.added", output_index: 1, item: { ...item, id: "d" } },
    { type: "response.function_call_arguments.delta", output_index: 1, item_id: "e", delta: said.slice(0, 6) },
    { type: "response.function_call_arguments.delta", output_index: 1, item_id: "f", delta: said.slice(6) },
    { type: "response.function_call_arguments.done", output_index: 1, item_id: "g", arguments: said },
    { type: "response.output_item.done", output_index: 1, item: { ...item, id: "h", arguments: said } },
    { type: "response.completed", response: { ...response, status: "completed", usage } },
  ];
  return events.map((event, sequence_number) => named({ ...event, sequence_number }));
}

test("a chat caller's tools reach a Responses provider, and its reasoning stays where it is", async () => {
  const openai = await start("responses", rotatingResponses());
  const parameters = { type: "object", properties: { answer: { type: "string" } } };
  const stream = openai.chat.completions.stream({
    model: "support",
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: [{ type: "text", text: "What happened?" }] },
    ],
    tools: [{ type: "function", function: { name: "look_up", parameters } }],
    tool_choice: { type: "function", function: { name: "look_up" } },
    max_completion_tokens: 99,
    stream_options: { include_usage: true },
  });
  const answer = await stream.finalChatCompletion();
  expect(answer).toMatchObject({
    id: "chatcmpl-r1",
    created: 1786050349,
    model: "gpt-5.3-codex",
    choices: [
      {
        finish_reason: "tool_calls",
        message: { tool_calls: [{ id: "call_7", function: { name: "look_up", arguments: '{"answer":"late"}' } }] },
      },
    ],
    usage: { prompt_tokens: 19, completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 4 } },
  });
  expect(provider.calls.map(({ path, body }) => ({ path, body }))).toEqual([
    {
      path: "/v1/responses",
      body: {
        model: "model-a",
        input: [
          { type: "message", role: "system", content: "Be brief." },
          { type: "message", role: "user", content: [{ type: "input_text", text: "What happened?" }] },
        ],
        tools: [{ type: "function", name: "look_up", parameters, strict: false }],
        tool_choice: { type: "function", name: "look_up" },
        max_output_tokens: 99,
        stream: true,
        store: false,
      },
    },
  ]);
});

test("a Responses caller is served by a chat provider that leaves out what others send", async () => {
  const chunk = (delta: unknown, finish_reason: string | null = null) =>
    data({
      id: "msg_1",
      object: "chat.completion.chunk",
      created: 0,
      model: "claude",
      choices: [{ index: 0, delta, finish_reason }],
    });
  const openai = await start("chat", [
    ": waiting\n\n",
    data({ choices: [], created: 0, id: "", model: "", object: "" }),
    chunk({ role: "assistant" }),
    chunk({ content: "Reading" }),
    chunk({ content: " it." }),
    chunk({
      tool_calls: [{ index: 1, id: "toolu_1", type: "function", function: { name: "look_up", arguments: "" } }],
    }),
    chunk({ tool_calls: [{ index: 1, function: { arguments: '{"answer":' } }] }),
    chunk({ tool_calls: [{ index: 1, function: { arguments: '"late"}' } }] }),
    chunk({}, "tool_calls"),
  ]);
  const parameters = { type: "object", properties: { answer: { type: "string" } } };
  const answer = await openai.responses
    .stream({
      model: "support",
      instructions: "Be brief.",
      input: "What happened?",
      tools: [{ type: "function", name: "look_up", parameters, strict: false }],
      max_output_tokens: 99,
    })
    .finalResponse();
  expect(answer).toMatchObject({
    id: "resp_msg_1",
    status: "completed",
    model: "claude",
    instructions: "Be brief.",
    max_output_tokens: 99,
    output: [
      { type: "message", content: [{ type: "output_text", text: "Reading it." }] },
      { type: "function_call", call_id: "toolu_1", name: "look_up", arguments: '{"answer":"late"}' },
    ],
    usage: null,
  });
  expect(answer.created_at).toBeGreaterThan(1_700_000_000);
  expect(provider.calls.map(({ path, body }) => ({ path, body }))).toEqual([
    {
      path: "/v1/chat/completions",
      body: {
        model: "model-a",
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "What happened?" },
        ],
        tools: [{ type: "function", function: { name: "look_up", parameters } }],
        max_completion_tokens: 99,
        stream: true,
        stream_options: { include_usage: true },
      },
    },
  ]);
});
