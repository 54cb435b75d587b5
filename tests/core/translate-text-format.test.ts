import { expect, it } from "vitest";
import type { Obstacle } from "@/lib/core/field-rules";
import { chatFormat, responsesFormat } from "@/lib/core/translate-text-format";

const schema = { type: "object" };
const nested = { type: "json_schema", json_schema: { name: "answer", schema, strict: true } };
const flat = { type: "json_schema", name: "answer", schema, strict: true };

it("a JSON schema moves one level up, and down again", () => {
  expect(responsesFormat(nested, { field: null }, "response_format")).toEqual(flat);
  expect(chatFormat(flat, { field: null }, "text.format")).toEqual(nested);
});

it.each(["text", "json_object"])("%s is the same on both endpoints", (type) => {
  expect(responsesFormat({ type }, { field: null }, "response_format")).toEqual({ type });
  expect(chatFormat({ type }, { field: null }, "text.format")).toEqual({ type });
});

it.each([
  ["response_format.grammar", { type: "grammar" }],
  ["response_format.unknown", "json"],
  ["response_format.json_schema.examples", { type: "json_schema", json_schema: { name: "a", examples: [1] } }],
])("%s is named", (field, value) => {
  const obstacle: Obstacle = { field: null };
  responsesFormat(value, obstacle, "response_format");
  expect(obstacle.field).toBe(field);
});
