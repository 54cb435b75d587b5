import { expect, test } from "vitest";
import { RollbacksView } from "@/components/rollbacks/rollbacks-view";
import { rollbacksQuery } from "@/lib/client/rollback-queries";
import type { RollbackList } from "@/lib/contract/rollback";
import { renderConsole, wordsOf } from "@/tests/support/render-console";
import { rollbackVerification } from "@/tests/support/rollback-fixtures";

const list: RollbackList = {
  rollbacks: [
    rollbackVerification({ reason: "timeouts on comet-chat" }),
    rollbackVerification({
      verification_id: "rb-ffffffffffff",
      state: "failed",
      is_whole_map: true,
      restores: null,
      took_ms: null,
      sentence: "1 of 6 checks was still open after five minutes.",
    }),
  ],
  next_cursor: null,
};

const page = (search: string, answer: RollbackList) =>
  renderConsole(<RollbacksView />, {
    search,
    answers: [[rollbacksQuery(search === "" ? null : "support-summary-v3", null), answer]],
  });

test("each rollback says what went back, how fast, by whom and whether it held, and leads to its checks", () => {
  const html = page("", list);
  const text = wordsOf(html);
  expect(text).toContain("support-summary-v3 from v42 to v41, in force as v43 Verified All 6 checks hold");
  expect(text).toContain("“timeouts on comet-chat” 18.4 ms Sam");
  expect(text).toContain("The whole route map from v42 to its stable routes, in force as v43 Not verified");
  expect(text).toContain("not recorded");
  expect(html).toContain('href="/rollbacks/rb-0a1b2c3d4e5f"');
});

test("none yet says how one is made; one alias is named, with the way to all", () => {
  expect(wordsOf(page("", { rollbacks: [], next_cursor: null }))).toContain("Nothing was rolled back yet.");
  const text = wordsOf(page("?alias=support-summary-v3", list));
  expect(text).toContain("Rollbacks of support-summary-v3");
  expect(text).toContain("Show all aliases");
});
