import { createLoader } from "nuqs/server";
import { expect, test } from "vitest";
import { auditExportPath, auditParsers, describeAuditFilter, toAuditFilter } from "@/components/audit/audit-url";

const load = createLoader(auditParsers);

test("filters of the address reach the API, absent ones do not", () => {
  const state = load("?action=cohort.shifted&actor=lee&object=alias:support-summary-v3&cursor=118");
  expect(toAuditFilter(state)).toEqual({
    action: "cohort.shifted",
    actor: "lee",
    object: "alias:support-summary-v3",
    cursor: "118",
  });
  expect(toAuditFilter(load(""))).toEqual({});
});

test("an export is narrowed as the page is, wherever in the trail the reader stands", () => {
  const state = load("?outcome=refused&from=2026-11-20T00:00:00.000Z&to=nonsense&cursor=118");
  expect(auditExportPath(state, "csv")).toBe(
    "/api/exports/audit?format=csv&outcome=refused&from=2026-11-20T00%3A00%3A00.000Z",
  );
});

test("an action that does not exist is ignored rather than sent", () => {
  expect(toAuditFilter(load("?action=database.dropped"))).toEqual({});
});

test("the question in words leaves out the place in the trail", () => {
  expect(describeAuditFilter(load("?actor=lee&cursor=118"))).toBe("actor=lee");
  expect(describeAuditFilter(load(""))).toBe("");
});
