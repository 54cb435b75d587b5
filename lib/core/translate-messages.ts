import { isNothing, type Obstacle, pathTo, refuse, refuseOthers } from "./field-rules";
import { asArray, asObject, type JsonObject } from "./json";

type Message = Record<string, unknown>;

/** Responses' instructions and input as chat's messages, in order. Function calls join the message they followed. */
export function messagesOf(instructions: unknown, input: unknown, obstacle: Obstacle): Message[] {
  const messages: Message[] = [];
  if (typeof instructions === "string") messages.push({ role: "system", content: instructions });
  else if (instructions !== null && instructions !== undefined) refuse(obstacle, "instructions");
  if (typeof input === "string") return [...messages, { role: "user", content: input }];
  const items = asArray(input);
  if (items === null) refuse(obstacle, "input");
  for (const item of items ?? []) addItem(messages, asObject(item) ?? {}, obstacle);
  return messages;
}

function addItem(messages: Message[], item: JsonObject, obstacle: Obstacle): void {
  switch (item.type ?? "message") {
    case "message":
      refuseOthers(item, ["type", "id", "status", "role", "phase", "content"], obstacle, "input.");
      messages.push(messageOf(item, obstacle));
      return;
    case "function_call":
      refuseOthers(item, ["type", "id", "status", "call_id", "name", "arguments"], obstacle, "input.function_call.");
      addCall(messages, item);
      return;
    case "function_call_output":
      refuseOthers(item, ["type", "id", "status", "call_id", "output"], obstacle, "input.function_call_output.");
      messages.push({
        role: "tool",
        tool_call_id: item.call_id,
        content: contentOf(item.output, TOOL_PARTS, "input.function_call_output.", obstacle),
      });
      return;
    default:
      refuse(obstacle, pathTo("input.", item.type));
  }
}

function messageOf(item: JsonObject, obstacle: Obstacle): Message {
  const { role, phase } = item;
  // What an assistant says in chat is its answer; a comment on the way there would be taken for one.
  if (!isNothing(phase) && phase !== "final_answer") refuse(obstacle, "input.phase");
  if (role === "assistant") return assistantMessage(item, obstacle);
  if (role !== "user" && role !== "system" && role !== "developer") refuse(obstacle, pathTo("input.role.", role));
  return { role, content: contentOf(item.content, INPUT_PARTS, "input.", obstacle) };
}

function assistantMessage(item: JsonObject, obstacle: Obstacle): Message {
  const parts = asArray(item.content);
  const refusals = (parts ?? []).filter((part) => asObject(part)?.type === "refusal");
  if (parts === null || refusals.length === 0)
    return { role: "assistant", content: contentOf(item.content, OUTPUT_PARTS, "input.", obstacle) };
  const texts = parts.filter((part) => !refusals.includes(part));
  return {
    role: "assistant",
    content: texts.length === 0 ? null : contentOf(texts, OUTPUT_PARTS, "input.", obstacle),
    refusal: refusals.map((part) => asObject(part)?.refusal).join(""),
  };
}

/** Chat wants all calls of one turn in one assistant message, next to what was said before them. */
function addCall(messages: Message[], item: JsonObject): void {
  const call = { id: item.call_id, type: "function", function: { name: item.name, arguments: item.arguments } };
  const last = messages.at(-1);
  if (last?.role !== "assistant") {
    messages.push({ role: "assistant", content: null, tool_calls: [call] });
  } else {
    last.tool_calls = [...(asArray(last.tool_calls) ?? []), call];
  }
}

type PartReader = (part: JsonObject, obstacle: Obstacle) => unknown;
type PartReaders = Readonly<Record<string, PartReader>>;

const readText: PartReader = (part, obstacle) => {
  refuseOthers(part, ["type", "text"], obstacle, "input.");
  return { type: "text", text: part.text };
};

const readImage: PartReader = (part, obstacle) => {
  refuseOthers(part, ["type", "image_url", "detail"], obstacle, "input.input_image.");
  const { image_url: url, detail } = part;
  if (typeof url !== "string") refuse(obstacle, "input.input_image.image_url");
  if (detail === "original") refuse(obstacle, "input.input_image.detail");
  return { type: "image_url", image_url: { url, ...(detail ? { detail } : {}) } };
};

const readFile: PartReader = (part, obstacle) => {
  refuseOthers(part, ["type", "file_id", "file_data", "filename"], obstacle, "input.input_file.");
  const { type: _type, ...file } = part;
  return { type: "file", file };
};

const INPUT_PARTS: PartReaders = { input_text: readText, input_image: readImage, input_file: readFile };
const OUTPUT_PARTS: PartReaders = { output_text: readText, input_text: readText };
const TOOL_PARTS: PartReaders = { input_text: readText };

/** A single text says the same as a string, and more providers understand the string. */
function contentOf(content: unknown, readers: PartReaders, prefix: string, obstacle: Obstacle): unknown {
  const parts = asArray(content);
  if (parts === null) return content;
  const read = parts.map((item) => {
    const part = asObject(item) ?? {};
    const reader = typeof part.type === "string" && Object.hasOwn(readers, part.type) ? readers[part.type] : undefined;
    if (reader === undefined) refuse(obstacle, pathTo(prefix, part.type));
    return reader?.(part, obstacle);
  });
  const [only] = read;
  return read.length === 1 && asObject(only)?.type === "text" ? asObject(only)?.text : read;
}
