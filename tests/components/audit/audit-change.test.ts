import { expect, test } from "vitest";
import { changedFields, changeSentence } from "@/components/audit/audit-change";

test("only fields that differ are named, nested ones by their path", () => {
  const before = { primary: "openai-chat", canary: { cohorts: { internal: 100, general: 5 } } };
  const after = { primary: "openai-chat", canary: { cohorts: { internal: 100, general: 25 } } };
  expect(changedFields(before, after)).toEqual([{ path: "canary.cohorts.general", before: "5", after: "25" }]);
});

test("something made has no before, something removed no after", () => {
  expect(changedFields(null, { roles: ["operator", "viewer"] })).toEqual([
    { path: "roles", before: null, after: "operator, viewer" },
  ]);
  expect(changedFields({ host: "a.example" }, null)).toEqual([{ path: "host", before: "a.example", after: null }]);
});

test("zero, false and the empty string are values, not absences", () => {
  expect(changedFields({ percent: 5, on: true, note: "x" }, { percent: 0, on: false, note: "" })).toEqual([
    { path: "percent", before: "5", after: "0" },
    { path: "on", before: "true", after: "false" },
    { path: "note", before: "x", after: "" },
  ]);
});

test("a plain value has no path, and a long one is cut", () => {
  expect(changedFields("a", "b")).toEqual([{ path: "", before: "a", after: "b" }]);
  expect(changedFields(null, "x".repeat(200))[0]?.after).toHaveLength(80);
});

test("nothing changed gives nothing", () => {
  expect(changedFields(null, null)).toEqual([]);
  expect(changedFields({ a: [1, 2] }, { a: [1, 2] })).toEqual([]);
});

test("a row's own sentence stands apart from its fields, and the version has its own column", () => {
  const after = { summary: "general 5% → 25%", cohorts: { general: 25 } };
  expect(changeSentence(after)).toBe("general 5% → 25%");
  expect(changedFields({ route_version: 41, cohorts: { general: 5 } }, after)).toEqual([
    { path: "cohorts.general", before: "5", after: "25" },
  ]);
  expect(changeSentence({ code: "forbidden", message: "Operators can shift traffic." })).toBe(
    "Operators can shift traffic.",
  );
  expect(changeSentence(null)).toBeNull();
});
