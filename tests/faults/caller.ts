import OpenAI, { APIError } from "openai";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { CLIENT_KEY, type GatewayRig } from "../support/gateway-rig";

export const QUESTION = "Summarise the ticket: webhooks arrive late.";

/** What a caller with the official client ends up with: words it may use, or the error the client raised. */
export interface CallerView {
  readonly text: string;
  readonly error: { readonly status: number | null; readonly code: string | null } | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** The bytes of the answer's body as they crossed the wire, as text. */
  readonly wire: string;
}

/** One request by the official client, which is told not to repeat it on its own. */
export async function ask(rig: GatewayRig, endpoint: Endpoint, isStream: boolean): Promise<CallerView> {
  const bodies: Promise<string>[] = [];
  const client = new OpenAI({
    apiKey: CLIENT_KEY,
    baseURL: rig.baseUrl,
    maxRetries: 0,
    timeout: 10_000,
    fetch: async (input, init) => {
      const response = await rig.fetch(input, init);
      bodies.push(response.clone().text());
      return response;
    },
  });
  const heard = { text: "", inputTokens: null as number | null, outputTokens: null as number | null };
  const error = await (endpoint === "chat" ? askChat : askResponses)(client, isStream, heard).then(
    () => null,
    (raised: unknown) => {
      if (!(raised instanceof APIError)) throw raised;
      return { status: raised.status ?? null, code: raised.code ?? null };
    },
  );
  return { ...heard, error, wire: (await Promise.all(bodies)).join("") };
}

interface Heard {
  text: string;
  inputTokens: number | null;
  outputTokens: number | null;
}

async function askChat(client: OpenAI, isStream: boolean, heard: Heard): Promise<void> {
  const request = { model: "support", messages: [{ role: "user" as const, content: QUESTION }] };
  if (!isStream) {
    const answer = await client.chat.completions.create(request);
    heard.text = answer.choices[0]?.message.content ?? "";
    heard.inputTokens = answer.usage?.prompt_tokens ?? null;
    heard.outputTokens = answer.usage?.completion_tokens ?? null;
    return;
  }
  const options = { stream: true, stream_options: { include_usage: true } } as const;
  for await (const chunk of await client.chat.completions.create({ ...request, ...options })) {
    heard.text += chunk.choices[0]?.delta.content ?? "";
    heard.inputTokens = chunk.usage?.prompt_tokens ?? heard.inputTokens;
    heard.outputTokens = chunk.usage?.completion_tokens ?? heard.outputTokens;
  }
}

async function askResponses(client: OpenAI, isStream: boolean, heard: Heard): Promise<void> {
  const request = { model: "support", input: QUESTION };
  if (!isStream) {
    const answer = await client.responses.create(request);
    heard.text = answer.output_text;
    heard.inputTokens = answer.usage?.input_tokens ?? null;
    heard.outputTokens = answer.usage?.output_tokens ?? null;
    return;
  }
  for await (const event of await client.responses.create({ ...request, stream: true })) {
    if (event.type === "response.output_text.delta") heard.text += event.delta;
    if (event.type !== "response.completed") continue;
    heard.inputTokens = event.response.usage?.input_tokens ?? null;
    heard.outputTokens = event.response.usage?.output_tokens ?? null;
  }
}
