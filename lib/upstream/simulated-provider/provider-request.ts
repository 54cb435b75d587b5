import { z } from "zod";

/** The parts of either request body that change a simulated answer; everything else is accepted and ignored. */
const FunctionTool = z.object({ name: z.string(), parameters: z.unknown().optional() });

const ChatBody = z.looseObject({
  model: z.string(),
  user: z.string().nullish(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })).nonempty(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.number().int().min(1).max(128).nullish(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ schema: z.unknown().optional() }).optional() })
    .nullish(),
  tools: z.array(z.looseObject({ type: z.string(), function: FunctionTool.optional() })).nullish(),
  tool_choice: z.unknown().optional(),
});

const ResponsesBody = z.looseObject({
  model: z.string(),
  user: z.string().nullish(),
  input: z.union([
    z.string(),
    z.array(z.looseObject({ type: z.string().optional(), content: z.unknown().optional() })).nonempty(),
  ]),
  stream: z.boolean().nullish(),
  max_output_tokens: z.number().int().positive().nullish(),
  text: z
    .looseObject({ format: z.looseObject({ type: z.string(), schema: z.unknown().optional() }).optional() })
    .nullish(),
  tools: z
    .array(z.looseObject({ type: z.string(), name: z.string().optional(), parameters: z.unknown().optional() }))
    .nullish(),
  tool_choice: z.unknown().optional(),
  previous_response_id: z.string().nullish(),
});

export type ProviderEndpoint = "chat" | "responses";

/** What an answer is made from, in one shape for both endpoints. */
export interface ProviderRequest {
  readonly endpoint: ProviderEndpoint;
  readonly model: string;
  readonly user: string | null;
  readonly isStream: boolean;
  readonly wantsUsage: boolean;
  readonly choiceCount: number;
  readonly maxTokens: number | null;
  readonly inputChars: number;
  /** The last thing the caller said, as text; what the answer is picked by. */
  readonly lastText: string;
  /** The function to call, when tools were offered and no result has been handed in yet. */
  readonly tool: { readonly name: string; readonly parameters: unknown } | null;
  /** A schema the text has to fit; `{}` stands for "any JSON object". */
  readonly schema: unknown;
  readonly previousResponseId: string | null;
}

/** The request, or the name of the field that is missing or wrong. */
export function readProviderRequest(endpoint: ProviderEndpoint, body: unknown): ProviderRequest | { field: string } {
  return endpoint === "chat" ? readChat(body) : readResponses(body);
}

function readChat(body: unknown): ProviderRequest | { field: string } {
  const parsed = ChatBody.safeParse(body);
  if (!parsed.success) return { field: firstField(parsed.error) };
  const { data } = parsed;
  const last = data.messages.at(-1);
  const tools = (data.tools ?? []).flatMap((tool) => (tool.function ? [tool.function] : []));
  const format = data.response_format;
  return {
    endpoint: "chat",
    model: data.model,
    user: data.user ?? null,
    isStream: data.stream ?? false,
    wantsUsage: data.stream_options?.include_usage ?? false,
    choiceCount: data.n ?? 1,
    maxTokens: data.max_completion_tokens ?? data.max_tokens ?? null,
    inputChars: data.messages.reduce((total, message) => total + textOf(message.content).length, 0),
    lastText: textOf(last?.content),
    tool: last?.role === "tool" ? null : pickTool(tools, data.tool_choice),
    schema:
      format?.type === "json_schema" ? format.json_schema?.schema : format?.type === "json_object" ? {} : undefined,
    previousResponseId: null,
  };
}

function readResponses(body: unknown): ProviderRequest | { field: string } {
  const parsed = ResponsesBody.safeParse(body);
  if (!parsed.success) return { field: firstField(parsed.error) };
  const { data } = parsed;
  const items = typeof data.input === "string" ? [{ type: "message", content: data.input }] : data.input;
  const last = items.at(-1);
  const tools = (data.tools ?? []).flatMap((tool) =>
    tool.type === "function" && tool.name !== undefined ? [{ name: tool.name, parameters: tool.parameters }] : [],
  );
  const format = data.text?.format;
  return {
    endpoint: "responses",
    model: data.model,
    user: data.user ?? null,
    isStream: data.stream ?? false,
    wantsUsage: true,
    choiceCount: 1,
    maxTokens: data.max_output_tokens ?? null,
    inputChars: items.reduce((total, item) => total + textOf(item.content).length, 0),
    lastText: textOf(last?.content),
    tool: last?.type === "function_call_output" ? null : pickTool(tools, data.tool_choice),
    schema: format?.type === "json_schema" ? format.schema : format?.type === "json_object" ? {} : undefined,
    previousResponseId: data.previous_response_id ?? null,
  };
}

function pickTool(tools: readonly z.infer<typeof FunctionTool>[], choice: unknown): ProviderRequest["tool"] {
  if (choice === "none") return null;
  const named = z.looseObject({ name: z.string().optional(), function: FunctionTool.optional() }).safeParse(choice);
  const name = named.success ? (named.data.name ?? named.data.function?.name) : undefined;
  const tool = tools.find((candidate) => candidate.name === name) ?? tools[0];
  return tool === undefined ? null : { name: tool.name, parameters: tool.parameters };
}

/** Text of a message's content, whether a string or a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (part && typeof part === "object" && "text" in part ? String(part.text) : "")).join(" ");
}

function firstField(error: z.ZodError): string {
  return error.issues[0]?.path.join(".") || "body";
}
