import { expect, test } from "vitest";
import { outcomeSentence } from "@/components/requests/outcome-sentence";
import {
  attemptView,
  requestView,
  servedByFallback,
  skippedAttempt,
  timedOutAttempt,
} from "@/tests/support/request-fixtures";

test("a rescued request says who served and what went wrong before", () => {
  expect(outcomeSentence(servedByFallback())).toBe(
    "Served by fallback comet-chat after openai-chat timed out (first token, 8 s).",
  );
});

test("a fallback without a failure before it says which candidate was passed over, and why", () => {
  const request = requestView({ reason_code: "served_by_fallback", llm_route: "comet-chat", fallback_attempted: true });
  const attempts = [
    skippedAttempt({ n: 1, purpose: "primary", llm_route: "openai-chat" }),
    attemptView({ n: 2, purpose: "fallback", llm_route: "comet-chat" }),
  ];
  expect(outcomeSentence({ request, attempts })).toBe(
    "Served by fallback comet-chat; openai-chat was not called because its breaker is open.",
  );
});

test("a request served at once says so and nothing else", () => {
  expect(outcomeSentence({ request: requestView(), attempts: [attemptView()] })).toBe(
    "Served by openai-chat on the first attempt.",
  );
});

test("a retry names the failure it got over", () => {
  const failed = timedOutAttempt({ error_class: "server_error", detail: null, http_status: 503, next: "retry" });
  const request = requestView({ reason_code: "served_by_retry", retry_count: 1 });
  expect(outcomeSentence({ request, attempts: [failed, attemptView({ n: 2, purpose: "retry" })] })).toBe(
    "Served by openai-chat on a retry after openai-chat answered with a server error (503).",
  );
});

test("a failed request gives the cause and every distinct failure, repeats counted", () => {
  const failed = timedOutAttempt({ error_class: "server_error", detail: null, http_status: 502 });
  const request = requestView({ state: "failed", reason_code: "budget_exhausted", http_status: 503, llm_route: null });
  const attempts = [
    failed,
    { ...failed, n: 2 },
    timedOutAttempt({ n: 3, llm_route: "comet-chat" }),
    skippedAttempt({ n: 4 }),
  ];
  expect(outcomeSentence({ request, attempts })).toBe(
    "Failed: the request's budget was spent. openai-chat answered with a server error (502) twice and comet-chat timed out (first token, 8 s).",
  );
});

test("a refusal before any call blames no route", () => {
  const request = requestView({ state: "failed", reason_code: "no_eligible_route", llm_route: null });
  expect(outcomeSentence({ request, attempts: [skippedAttempt()] })).toBe(
    "Failed before any route was called: no route was eligible.",
  );
});

test("a caller who left and a gateway that stopped are told apart from failures", () => {
  const open = timedOutAttempt({ state: "interrupted", error_class: "client_closed", latency_ms: 2_100 });
  expect(
    outcomeSentence({ request: requestView({ state: "client_closed", latency_ms: 2_100 }), attempts: [open] }),
  ).toBe("The caller left after 2.1 s while openai-chat was answering.");
  expect(outcomeSentence({ request: requestView({ state: "interrupted", latency_ms: null }), attempts: [open] })).toBe(
    "Interrupted: the gateway stopped while openai-chat was answering. The outcome at the provider is unknown.",
  );
});

test("a running request names the route it waits for", () => {
  const running = timedOutAttempt({ state: "running", error_class: null, detail: null, latency_ms: null, next: null });
  expect(outcomeSentence({ request: requestView({ state: "running" }), attempts: [running] })).toBe(
    "Still running: openai-chat is answering.",
  );
});
