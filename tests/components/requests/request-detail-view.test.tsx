import { expect, test } from "vitest";
import { RequestDetailView } from "@/components/requests/request-detail-view";
import { renderConsole, wordsOf } from "@/tests/support/render-console";
import { FIXTURE_STARTED_AT, requestView, servedByFallback, timedOutAttempt } from "@/tests/support/request-fixtures";

const shown = (detail: Parameters<typeof RequestDetailView>[0]["detail"]) =>
  wordsOf(
    renderConsole(
      <RequestDetailView
        detail={detail}
        readAtMs={Date.parse(FIXTURE_STARTED_AT)}
        publicUrl="http://127.0.0.1:3000"
        link={() => ""}
      />,
    ),
  );

test("a request opens with its outcome in plain words and says that prompts are not stored", () => {
  const text = shown(servedByFallback());
  expect(text).toMatch(/^Served by fallback comet-chat after openai-chat timed out \(first token, 8 s\)\. Succeeded/);
  expect(text).toContain("Prompts, answers and keys are never stored.");
});

test("a provider's error is shown as text, and the reader is told that it was sanitized", () => {
  const error_excerpt = '<script>alert(1)</script> {"error":"overloaded"}';
  const attempt = timedOutAttempt({ error_class: "server_error", detail: null, http_status: 503, error_excerpt });
  const request = requestView({ state: "failed", reason_code: "primary_transient_error" });
  const html = renderConsole(
    <RequestDetailView detail={{ request, attempts: [attempt] }} readAtMs={0} publicUrl="" link={() => ""} />,
  );
  expect(html).not.toContain("<script>");
  expect(wordsOf(html)).toContain(
    `sanitized: secrets, e-mail addresses and long quoted text are replaced. ${error_excerpt}`,
  );
});

test("a request no route was called for says so instead of showing an empty chart", () => {
  const request = requestView({ state: "failed", reason_code: "overloaded", llm_route: null });
  const text = shown({ request, attempts: [] });
  expect(text).toContain("No route was called: the gateway answered this request by itself.");
});
