import { describe, expect, it } from "vitest";
import { fieldDrift, fieldTypes } from "@/lib/core/probes/probe-fields";

const ANSWER = {
  id: "c1",
  object: "chat.completion",
  model: "m",
  choices: [{ finish_reason: "stop", message: { role: "assistant", content: "PASS" } }],
  usage: { prompt_tokens: 3, completion_tokens: 1 },
};

describe("drift of an answer", () => {
  it("is a field the gateway reads that is gone, or of another type", () => {
    const before = fieldTypes("chat", ANSWER);
    const { usage: _, ...rest } = ANSWER;
    const now = fieldTypes("chat", { ...rest, choices: [{ ...ANSWER.choices[0], finish_reason: 7 }] });
    expect(fieldDrift(before, now)).toEqual([
      { field: "choices.0.finish_reason", before: "string", now: "number" },
      { field: "usage.prompt_tokens", before: "number", now: null },
      { field: "usage.completion_tokens", before: "number", now: null },
    ]);
  });

  it("is none when fields come that were not there, or values change", () => {
    const before = fieldTypes("responses", { id: "r1", status: "completed" });
    const now = fieldTypes("responses", { id: "r2", status: "incomplete", output: [], extra: 1 });
    expect(fieldDrift(before, now)).toEqual([]);
  });

  it("reads nothing of an answer that is none", () => {
    expect(fieldTypes("chat", null)).toEqual({});
  });
});
