import { expect, test } from "vitest";
import { chainPieces, chainText } from "@/components/requests/chain-text";
import { attemptView, servedByFallback, skippedAttempt, timedOutAttempt } from "@/tests/support/request-fixtures";

test("a chain names every attempt and every candidate never tried, in order", () => {
  expect(chainText(servedByFallback().attempts)).toBe(
    "openai-chat timeout → azure-eu not tried: breaker open → comet-chat ok",
  );
});

test("colour follows what happened: failed, never tried, served", () => {
  expect(chainPieces(servedByFallback().attempts).map(({ tone }) => tone)).toEqual(["failed", "untried", "served"]);
});

test("a provider's status says more than its class", () => {
  const failed = timedOutAttempt({ error_class: "server_error", detail: null, http_status: 503 });
  expect(chainText([failed])).toBe("openai-chat 503");
});

test("repeats of one ending on one route are counted, not repeated", () => {
  const failed = timedOutAttempt({ error_class: "server_error", http_status: 503, next: "retry" });
  const chain = [
    failed,
    { ...failed, n: 2, purpose: "retry" as const },
    attemptView({ n: 3, llm_route: "comet-chat" }),
  ];
  expect(chainText(chain)).toBe("openai-chat 503 ×2 → comet-chat ok");
});

test("different endings on one route stay apart", () => {
  const first = timedOutAttempt({ error_class: "server_error", http_status: 503 });
  expect(chainText([first, timedOutAttempt({ n: 2 })])).toBe("openai-chat 503 → openai-chat timeout");
});

test("an incompatible candidate names the parameter it lacks", () => {
  const skipped = skippedAttempt({ reason_code: "incompatible_candidate", detail: "logprobs" });
  expect(chainText([skipped])).toBe("azure-eu not tried: incompatible logprobs");
});

test("a caller who left is no failure of the route", () => {
  const ended = timedOutAttempt({ error_class: "client_closed", detail: null, reason_code: "client_closed" });
  expect(chainPieces([ended])).toEqual([{ n: 1, route: "openai-chat", text: "caller left", tone: "ended" }]);
});

test("a request refused before any call says so", () => {
  expect(chainText([])).toBe("no route called");
});
