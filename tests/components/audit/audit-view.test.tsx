import { expect, test } from "vitest";
import { AuditView } from "@/components/audit/audit-view";
import { auditQuery } from "@/lib/client/queries";
import { auditList } from "@/tests/support/audit-fixtures";
import { renderConsole, wordsOf } from "@/tests/support/render-console";

const rows = () =>
  renderConsole(<AuditView />, { answers: [[auditQuery({}), auditList()]] })
    .split("<tr")
    .map((row) => wordsOf(`<tr${row}`));

test("a row says who did what to what, what changed, why, and where it stands in the chain", () => {
  expect(rows()).toContain(
    "118 2026-11-20 02:10:30Z lee cohort.shifted alias:support-summary-v3 general 5% → 25% cohorts.general 5 → 25 “Errors flat for an hour at 5%” v42 a1f3c09b",
  );
});

test("a refused attempt is marked in words and says why", () => {
  expect(rows().find((row) => row.startsWith("117"))).toMatch(
    /action\.refused Refused .* Operators can shift traffic\./,
  );
});

test("the page says how the chain is checked", () => {
  expect(rows()[0]).toContain("npm run verify:audit");
});

test("a filter nothing matches names itself and offers to be cleared", () => {
  const html = renderConsole(<AuditView />, {
    search: "?actor=nobody",
    answers: [[auditQuery({ actor: "nobody" }), { rows: [], next_cursor: null }]],
  });
  expect(wordsOf(html)).toContain("No rows match actor=nobody.");
});
