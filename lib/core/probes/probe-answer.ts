import { contentText } from "../answer-parts";
import { asArray, asNumber, asObject, asText, type JsonObject, parseJson } from "../json";
import type { Endpoint } from "../routing-snapshot";
import { readUsage, type Usage } from "../usage";

/** What the gateway reads of an answer, whichever endpoint and transport it came over. */
export interface ProbeAnswer {
  /** The parsed body, the last chunk with choices, or the response of the terminal event; null when unreadable. */
  readonly body: JsonObject | null;
  readonly choiceCount: number;
  readonly finishReason: string | null;
  /** Null when there is none; its text is only measured. */
  readonly content: string | null;
  readonly role: string | null;
  readonly objectName: string | null;
  readonly usage: Usage | null;
  /** Kinds of events in order: object names of chunks, types of Responses events, `[DONE]`. */
  readonly events: readonly string[];
  readonly sequence: readonly number[];
}

const NOTHING: ProbeAnswer = {
  body: null,
  choiceCount: 0,
  finishReason: null,
  content: null,
  role: null,
  objectName: null,
  usage: null,
  events: [],
  sequence: [],
};

const TERMINAL_EVENTS = ["response.completed", "response.incomplete", "response.failed"] as const;

export function isTerminalEvent(name: string): boolean {
  return TERMINAL_EVENTS.some((terminal) => terminal === name);
}

/** Reads a recorded answer leniently; what is not there is null, never invented. */
export function readProbeAnswer(endpoint: Endpoint, isStreamed: boolean, bodyText: string): ProbeAnswer {
  if (!isStreamed) {
    const body = asObject(parseJson(bodyText.trim()));
    if (body === null) return NOTHING;
    return endpoint === "chat" ? readChat(body) : readResponse(body);
  }
  const events = readEvents(bodyText);
  return endpoint === "chat" ? readChunks(events) : readResponseEvents(events);
}

function readChat(body: JsonObject): ProbeAnswer {
  const choices = asArray(body.choices) ?? [];
  const choice = asObject(choices[0]);
  const message = asObject(choice?.message);
  const hasContent = message !== null && message.content !== null && message.content !== undefined;
  return {
    ...NOTHING,
    body,
    choiceCount: choices.length,
    finishReason: asText(choice?.finish_reason),
    content: hasContent ? contentText(message.content) : null,
    role: asText(message?.role),
    objectName: asText(body.object),
    usage: readUsage(body.usage),
  };
}

function readResponse(body: JsonObject): ProbeAnswer {
  const output = asArray(body.output) ?? [];
  const message = output.map(asObject).find((item) => item?.type === "message") ?? null;
  const texts = (asArray(message?.content) ?? []).map(asObject).filter((part) => part?.type === "output_text");
  return {
    ...NOTHING,
    body,
    choiceCount: output.length,
    finishReason: asText(body.status),
    content: texts.length === 0 ? null : texts.map((part) => asText(part?.text) ?? "").join(""),
    role: asText(message?.role),
    objectName: asText(body.object),
    usage: readUsage(body.usage),
  };
}

interface SeenEvent {
  readonly name: string | null;
  readonly data: string;
}

function readEvents(text: string): readonly SeenEvent[] {
  const blocks = text.replaceAll(/\r\n?/g, "\n").split("\n\n");
  return blocks.flatMap((block) => {
    let name: string | null = null;
    const data: string[] = [];
    for (const line of block.split("\n")) {
      if (line.startsWith("event:")) name = line.slice(6).trim();
      else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
    }
    return data.length === 0 ? [] : [{ name, data: data.join("\n") }];
  });
}

function readChunks(events: readonly SeenEvent[]): ProbeAnswer {
  let read: ProbeAnswer = NOTHING;
  for (const { data } of events) {
    const chunk = data === "[DONE]" ? null : asObject(parseJson(data));
    const name =
      data === "[DONE]"
        ? data
        : (asText(chunk?.object) ?? asText(chunk?.type) ?? (chunk === null ? "unreadable" : "unnamed"));
    const choice = asObject(asArray(chunk?.choices)?.[0]);
    const delta = asObject(choice?.delta);
    const text = contentText(delta?.content);
    read = {
      ...read,
      body: choice === null ? read.body : chunk,
      choiceCount: Math.max(read.choiceCount, asArray(chunk?.choices)?.length ?? 0),
      finishReason: asText(choice?.finish_reason) ?? read.finishReason,
      content: text === "" ? read.content : (read.content ?? "") + text,
      role: read.role ?? asText(delta?.role),
      objectName: read.objectName ?? (data === "[DONE]" ? null : asText(chunk?.object)),
      usage: readUsage(chunk?.usage) ?? read.usage,
      events: [...read.events, name],
    };
  }
  return read;
}

function readResponseEvents(events: readonly SeenEvent[]): ProbeAnswer {
  const names: string[] = [];
  const sequence: number[] = [];
  let last: ProbeAnswer = NOTHING;
  for (const { name, data } of events) {
    const payload = data === "[DONE]" ? null : asObject(parseJson(data));
    const kind = data === "[DONE]" ? data : (asText(payload?.type) ?? name ?? "unreadable");
    names.push(kind);
    const number = asNumber(payload?.sequence_number);
    if (number !== null) sequence.push(number);
    const response = isTerminalEvent(kind) ? asObject(payload?.response) : null;
    if (response !== null) last = readResponse(response);
  }
  return { ...last, events: names, sequence };
}
