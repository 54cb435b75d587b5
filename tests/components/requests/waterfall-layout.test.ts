import * as fc from "fast-check";
import { expect, test } from "vitest";
import { waterfallLayout } from "@/components/requests/waterfall-layout";
import {
  attemptView,
  FIXTURE_STARTED_AT,
  requestView,
  servedByFallback,
  skippedAttempt,
  timedOutAttempt,
} from "@/tests/support/request-fixtures";

const STARTED_MS = Date.parse(FIXTURE_STARTED_AT);

test("attempts share one axis that starts with the request and ends with it", () => {
  const { durationMs, rows } = waterfallLayout(servedByFallback(), STARTED_MS);
  expect(durationMs).toBe(9_310);
  expect(rows.map(({ span }) => span)).toEqual([
    { startPercent: 0, widthPercent: 85.93, firstTokenPercent: null },
    null,
    { startPercent: 86.04, widthPercent: 13.96, firstTokenPercent: 91.62 },
  ]);
});

test("each row says what the engine decided, or why it never called the candidate", () => {
  expect(waterfallLayout(servedByFallback(), STARTED_MS).rows.map(({ decision }) => decision)).toEqual([
    "Fall back to comet-chat",
    "Never called: its breaker is open.",
    "Returned to the caller",
  ]);
});

test("a retry shows the wait before it", () => {
  const failed = timedOutAttempt({ error_class: "server_error", http_status: 503, latency_ms: 300, next: "retry" });
  const retried = attemptView({ n: 2, purpose: "retry", startsAfterMs: 800 });
  const layout = waterfallLayout(
    { request: requestView({ latency_ms: 2_040 }), attempts: [failed, retried] },
    STARTED_MS,
  );
  expect(layout.rows[0]?.decision).toBe("Retry after 500 ms");
  expect(layout.rows[1]?.timing).toBe("1.2 s, from +800 ms");
});

test("a running attempt reaches to the moment the data was read", () => {
  const running = timedOutAttempt({ state: "running", error_class: null, latency_ms: null, next: null });
  const request = requestView({ state: "running", latency_ms: null });
  const layout = waterfallLayout({ request, attempts: [running] }, STARTED_MS + 4_000);
  expect(layout.durationMs).toBe(4_000);
  expect(layout.rows[0]?.span).toEqual({ startPercent: 0, widthPercent: 100, firstTokenPercent: null });
  expect(layout.rows[0]?.timing).toBe("running for 4 s");
});

test("a reason's detail is told: the parameter, or the state of the budget", () => {
  const rows = waterfallLayout(
    {
      request: requestView(),
      attempts: [
        skippedAttempt({ n: 1, reason_code: "incompatible_candidate", detail: "logprobs" }),
        skippedAttempt({ n: 2, reason_code: "budget_exhausted", detail: "deadline" }),
      ],
    },
    STARTED_MS,
  ).rows;
  expect(rows.map(({ decision }) => decision)).toEqual([
    "Never called: it does not support logprobs.",
    "Never called: the request's budget was spent (deadline).",
  ]);
});

test("whatever the clocks said, no bar leaves the axis", () => {
  const attempt = fc.record({
    startsAfterMs: fc.integer({ min: -5_000, max: 50_000 }),
    latency_ms: fc.integer({ min: 0, max: 90_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(attempt, { maxLength: 6 }),
      fc.option(fc.integer({ min: 0, max: 60_000 })),
      (times, latency_ms) => {
        const attempts = times.map((time, index) => attemptView({ ...time, n: index + 1 }));
        for (const { span } of waterfallLayout({ request: requestView({ latency_ms }), attempts }, STARTED_MS).rows) {
          if (span === null) throw new Error("a called attempt has a bar");
          expect(span.startPercent).toBeGreaterThanOrEqual(0);
          expect(span.widthPercent).toBeGreaterThan(0);
          expect(span.startPercent + span.widthPercent).toBeLessThanOrEqual(100.01);
          expect(span.firstTokenPercent ?? 0).toBeLessThanOrEqual(100);
        }
      },
    ),
  );
});
