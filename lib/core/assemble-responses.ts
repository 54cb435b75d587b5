import type { StreamEvent } from "./assemble-stream";
import { asArray, asNumber, asObject, asText, type JsonObject, parseJson } from "./json";

interface DraftItem {
  text: string;
  refusal: string;
  arguments: string;
  /** As the provider gave it, when it was added and when it was done. */
  given: JsonObject;
  isDone: boolean;
}

const TERMINAL: ReadonlySet<string> = new Set(["response.completed", "response.incomplete", "response.done"]);

/**
 * The `response` object that a stream of events amounts to: the one its last event carries. Providers that leave the
 * output out of it are read from their items, or from the pieces of those.
 */
export function assembleResponses(events: readonly StreamEvent[]): JsonObject {
  const items = new Map<number, DraftItem>();
  let response: JsonObject = {};
  let status = "in_progress";
  for (const { event: name, data } of events) {
    const event = asObject(parseJson(data));
    if (event === null) continue;
    const type = asText(event.type) ?? name ?? "";
    if (TERMINAL.has(type)) {
      response = asObject(event.response) ?? {};
      status = type === "response.incomplete" ? "incomplete" : "completed";
    } else takeEvent(items, type, event);
  }
  const output = asArray(response.output) ?? [];
  const assembled = [...items].sort(([left], [right]) => left - right).map(([, item]) => finishedItem(item));
  return { status, ...response, output: output.length > 0 ? output : assembled };
}

function takeEvent(items: Map<number, DraftItem>, type: string, event: JsonObject): void {
  const delta = typeof event.delta === "string" ? event.delta : "";
  switch (type) {
    case "response.output_item.added":
      itemAt(items, event).given = asObject(event.item) ?? {};
      return;
    case "response.output_item.done": {
      const item = itemAt(items, event);
      item.given = asObject(event.item) ?? {};
      item.isDone = true;
      return;
    }
    case "response.output_text.delta":
      itemAt(items, event).text += delta;
      return;
    case "response.refusal.delta":
      itemAt(items, event).refusal += delta;
      return;
    case "response.function_call_arguments.delta":
      itemAt(items, event).arguments += delta;
      return;
    default:
  }
}

function itemAt(items: Map<number, DraftItem>, event: JsonObject): DraftItem {
  const index = asNumber(event.output_index) ?? 0;
  const known = items.get(index);
  if (known !== undefined) return known;
  const item: DraftItem = { text: "", refusal: "", arguments: "", given: {}, isDone: false };
  items.set(index, item);
  return item;
}

function finishedItem({ text, refusal, arguments: written, given, isDone }: DraftItem): JsonObject {
  if (isDone) return given;
  if (written !== "" || given.type === "function_call") return { type: "function_call", ...given, arguments: written };
  const content = [
    ...(text === "" ? [] : [{ type: "output_text", text }]),
    ...(refusal === "" ? [] : [{ type: "refusal", refusal }]),
  ];
  return { type: "message", role: "assistant", ...given, content };
}
