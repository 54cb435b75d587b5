import { isNothing, type Obstacle, pathTo, refuse, refuseOthers } from "./field-rules";
import { asArray, asObject, type JsonObject } from "./json";

/** Chat's messages as Responses' input items, in order: one message may become a text and several function calls. */
export function inputItemsOf(messages: unknown, obstacle: Obstacle): unknown[] {
  const list = asArray(messages);
  if (list === null) refuse(obstacle, "messages");
  return (list ?? []).flatMap((item) => itemsOf(asObject(item) ?? {}, obstacle));
}

function itemsOf(message: JsonObject, obstacle: Obstacle): unknown[] {
  const { role, content } = message;
  switch (role) {
    case "system":
    case "developer":
    case "user":
      refuseOthers(message, ["role", "content"], obstacle, "messages.");
      return [{ type: "message", role, content: inputContent(content, obstacle) }];
    case "assistant":
      refuseOthers(message, ["role", "content", "refusal", "tool_calls"], obstacle, "messages.");
      return [...spoken(message, obstacle), ...calls(message.tool_calls, obstacle)];
    case "tool":
      refuseOthers(message, ["role", "content", "tool_call_id"], obstacle, "messages.");
      return [{ type: "function_call_output", call_id: message.tool_call_id, output: inputContent(content, obstacle) }];
    default:
      refuse(obstacle, pathTo("messages.role.", role));
      return [];
  }
}

function inputContent(content: unknown, obstacle: Obstacle): unknown {
  const parts = asArray(content);
  return parts === null ? content : parts.map((part) => inputPart(asObject(part) ?? {}, obstacle));
}

function inputPart(part: JsonObject, obstacle: Obstacle): unknown {
  switch (part.type) {
    case "text":
      refuseOthers(part, ["type", "text"], obstacle, "messages.content.");
      return { type: "input_text", text: part.text };
    case "image_url": {
      refuseOthers(part, ["type", "image_url"], obstacle, "messages.content.");
      const image = asObject(part.image_url) ?? {};
      refuseOthers(image, ["url", "detail"], obstacle, "messages.content.image_url.");
      return { type: "input_image", image_url: image.url, detail: image.detail ?? "auto" };
    }
    case "file": {
      refuseOthers(part, ["type", "file"], obstacle, "messages.content.");
      const file = asObject(part.file) ?? {};
      refuseOthers(file, ["file_id", "file_data", "filename"], obstacle, "messages.content.file.");
      return { type: "input_file", ...file };
    }
    default:
      refuse(obstacle, pathTo("messages.content.", part.type));
      return part;
  }
}

/** What the assistant said, if it said anything beside calling functions. */
function spoken(message: JsonObject, obstacle: Obstacle): unknown[] {
  const { content, refusal } = message;
  const hasRefusal = typeof refusal === "string" && refusal !== "";
  const isSilent = (isNothing(content) || content === "") && !hasRefusal;
  if (isSilent) return isNothing(message.tool_calls) ? [said("")] : [];
  if (!hasRefusal && typeof content === "string") return [said(content)];
  const parts = typeof content === "string" && content !== "" ? [{ type: "text", text: content }] : asArray(content);
  const outputParts = (parts ?? []).map((part) => outputPart(asObject(part) ?? {}, obstacle));
  return [said(hasRefusal ? [...outputParts, { type: "refusal", refusal }] : outputParts)];
}

function said(content: unknown): unknown {
  return { type: "message", role: "assistant", content };
}

function outputPart(part: JsonObject, obstacle: Obstacle): unknown {
  if (part.type === "text") {
    refuseOthers(part, ["type", "text"], obstacle, "messages.content.");
    return { type: "output_text", text: part.text };
  }
  if (part.type === "refusal") return { type: "refusal", refusal: part.refusal };
  refuse(obstacle, pathTo("messages.content.", part.type));
  return part;
}

function calls(value: unknown, obstacle: Obstacle): unknown[] {
  return (asArray(value) ?? []).map((item) => {
    const call = asObject(item) ?? {};
    if (call.type !== undefined && call.type !== "function")
      refuse(obstacle, pathTo("messages.tool_calls.", call.type));
    // Some streams leave their index in calls that were put together from chunks; it says nothing.
    refuseOthers(call, ["type", "id", "function", "index"], obstacle, "messages.tool_calls.");
    const called = asObject(call.function) ?? {};
    refuseOthers(called, ["name", "arguments"], obstacle, "messages.tool_calls.function.");
    return { type: "function_call", call_id: call.id, name: called.name, arguments: called.arguments };
  });
}
