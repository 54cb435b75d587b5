import { type Obstacle, pathTo, refuse, refuseOthers } from "./field-rules";
import { asArray, asObject, type JsonObject } from "./json";

const FUNCTION_FIELDS = ["name", "description", "parameters", "strict"];

/** Chat's function tools as Responses names them. Every other kind of tool is an obstacle. */
export function responsesTools(value: unknown, obstacle: Obstacle): unknown[] {
  return functionTools(value, obstacle).map((tool) => {
    refuseOthers(tool, ["type", "function"], obstacle, "tools.");
    const called = asObject(tool.function) ?? {};
    refuseOthers(called, FUNCTION_FIELDS, obstacle, "tools.function.");
    // Responses is strict unless told otherwise, chat is not.
    return { type: "function", ...called, parameters: called.parameters ?? null, strict: called.strict ?? false };
  });
}

/** Responses' function tools as chat nests them. */
export function chatTools(value: unknown, obstacle: Obstacle): unknown[] {
  return functionTools(value, obstacle).map((tool) => {
    refuseOthers(tool, ["type", ...FUNCTION_FIELDS], obstacle, "tools.");
    const { type, parameters, strict, ...called } = tool;
    return {
      type,
      function: { ...called, ...(parameters ? { parameters } : {}), ...(strict === true ? { strict } : {}) },
    };
  });
}

/** `none`, `auto`, `required`, or one function by its name. */
export function responsesToolChoice(value: unknown, obstacle: Obstacle): unknown {
  if (typeof value === "string") return value;
  const choice = asObject(value);
  const name = asObject(choice?.function)?.name;
  if (choice?.type === "function" && name !== undefined) return { type: "function", name };
  refuse(obstacle, pathTo("tool_choice.", choice?.type));
  return undefined;
}

export function chatToolChoice(value: unknown, obstacle: Obstacle): unknown {
  if (typeof value === "string") return value;
  const choice = asObject(value);
  if (choice?.type === "function" && choice.name !== undefined)
    return { type: "function", function: { name: choice.name } };
  refuse(obstacle, pathTo("tool_choice.", choice?.type));
  return undefined;
}

function functionTools(value: unknown, obstacle: Obstacle): JsonObject[] {
  const tools: JsonObject[] = [];
  for (const item of asArray(value) ?? []) {
    const tool = asObject(item);
    if (tool?.type === "function") tools.push(tool);
    else refuse(obstacle, pathTo("tools.", tool?.type));
  }
  return tools;
}
