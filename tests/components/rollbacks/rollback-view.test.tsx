import { expect, test } from "vitest";
import { RollbackView } from "@/components/rollbacks/rollback-view";
import { rollbackQuery } from "@/lib/client/rollback-queries";
import type { RollbackVerification } from "@/lib/contract/rollback";
import { renderConsole, wordsOf } from "@/tests/support/render-console";
import { rollbackVerification } from "@/tests/support/rollback-fixtures";

const page = (overrides: Partial<RollbackVerification> = {}) => {
  const rollback = rollbackVerification(overrides);
  const answers = [[rollbackQuery(rollback.verification_id), rollback]] as const;
  return renderConsole(<RollbackView id={rollback.verification_id} />, { answers });
};

const [first, ...others] = rollbackVerification().checks;
if (first === undefined) throw new Error("the fixture lost its checks");
const pending = { ...first, state: "pending", after_ms: null, detail: "no request came since" } as const;

test("the page says in words what holds, since when, and how fast the press was", () => {
  const text = wordsOf(page());
  expect(text).toContain(
    "support-summary-v3 rolled back to v41 Verified All 6 checks hold, 10.3 s after it was in force",
  );
  expect(text).toContain("Holds Nothing is in flight on the old version none is left on v42 after 1.8 s");
  expect(text).toContain("Press to in force 18.4 ms");
  expect(text).toContain("Routes left comet-chat");
});

test("what is not true yet is pending and has no time; when the time is up it is missing", () => {
  const running = wordsOf(page({ state: "running", ended_at: null, checks: [pending, ...others] }));
  expect(running).toContain("Pending New requests use the prior route no request came since –");
  const over = wordsOf(page({ state: "failed", checks: [pending, ...others] }));
  expect(over).toContain("Missing New requests use the prior route");
  expect(over).not.toContain("Pending");
});

test("the ledger's requests before and since are one press away", () => {
  const html = page();
  expect(html).toContain("from=2026-11-20T02%3A03%3A00.018Z&amp;to=2026-11-20T02%3A18%3A00.018Z");
  expect(html).toContain("from=2026-11-20T02%3A18%3A00.018Z&amp;to=2026-11-20T02%3A18%3A10.500Z");
});

test("a reason is asked for afterwards, and shown with who gave it", () => {
  expect(wordsOf(page())).toContain("Why was it rolled back? Reason");
  const told = wordsOf(page({ reason: "timeouts on comet-chat", reason_by: "Lee" }));
  expect(told).toContain("timeouts on comet-chat Lee Change the reason");
});
