import { expect, test } from "vitest";
import { RequestDrawer } from "@/components/requests/request-drawer";
import { RequestsView } from "@/components/requests/requests-view";
import { requestQuery, requestsQuery } from "@/lib/client/queries";
import type { RequestList } from "@/lib/contract/requests";
import { renderConsole, wordsOf } from "@/tests/support/render-console";
import { requestRow, servedByFallback } from "@/tests/support/request-fixtures";

const CHOICES = { aliases: ["support-summary-v3"], cohorts: ["internal", "general"], routes: ["openai-chat"] };

const list = (overrides: Partial<RequestList> = {}): RequestList => ({
  requests: [requestRow(servedByFallback())],
  next_cursor: null,
  from: "2026-11-20T01:18:00.000Z",
  to: "2026-11-20T02:18:00.000Z",
  bucket_ms: 60_000,
  histogram: [{ at: "2026-11-20T02:17:00.000Z", succeeded: 1_878, failed: 12 }],
  ...overrides,
});

test("the server's HTML carries the sentence, the chain of each request and its figures", () => {
  const html = renderConsole(<RequestsView choices={CHOICES} />, {
    answers: [[requestsQuery({ kind: "traffic", window: "1h" }), list()]],
  });
  const text = wordsOf(html);
  expect(text).toContain("1,890 requests in the last hour, 12 failed (0.6%)");
  expect(text).toContain(
    "support-summary-v3 stable openai-chat timeout → azure-eu not tried: breaker open → comet-chat ok served_by_fallback 9.3 s 8.5 s",
  );
});

test("a link to a request opens with it in the server's HTML", () => {
  const detail = servedByFallback();
  const id = detail.request.trace_id;
  const nothing = () => undefined;
  const html = renderConsole(
    <RequestDrawer traceId={id} link={() => "/requests"} onClose={nothing} onClosed={nothing} />,
    { answers: [[requestQuery(id), detail]] },
  );
  expect(wordsOf(html)).toContain("Served by fallback comet-chat after openai-chat timed out");
});

test("a filter nothing matches names itself and offers to be cleared", () => {
  const text = wordsOf(
    renderConsole(<RequestsView choices={CHOICES} />, {
      search: "?reason=overloaded",
      answers: [
        [
          requestsQuery({ reason: "overloaded", kind: "traffic", window: "1h" }),
          list({ requests: [], histogram: null }),
        ],
      ],
    }),
  );
  expect(text).toContain("No requests match reason=overloaded in the last hour. Clear filters");
});

test("no traffic at all shows the request that would be the first", () => {
  const text = wordsOf(
    renderConsole(<RequestsView choices={CHOICES} />, {
      answers: [[requestsQuery({ kind: "traffic", window: "1h" }), list({ requests: [], histogram: [] })]],
    }),
  );
  expect(text).toContain("No traffic in the last hour.");
  expect(text).toContain("curl 'http://127.0.0.1:3000/v1/chat/completions'");
  expect(text).toContain('"model":"support-summary-v3"');
});

test("an older page says that it stands still and leads back", () => {
  const text = wordsOf(
    renderConsole(<RequestsView choices={CHOICES} />, {
      search: "?cursor=abc",
      answers: [[requestsQuery({ kind: "traffic", window: "1h", cursor: "abc" }), list()]],
    }),
  );
  expect(text).toContain("Not live: this part of the past stands still");
  expect(text).toContain("Back to newest");
});
