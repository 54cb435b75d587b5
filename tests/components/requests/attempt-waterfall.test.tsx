import { expect, test } from "vitest";
import { AttemptWaterfall } from "@/components/requests/attempt-waterfall";
import { renderConsole, wordsOf } from "@/tests/support/render-console";
import { FIXTURE_STARTED_AT, servedByFallback } from "@/tests/support/request-fixtures";

const html = renderConsole(<AttemptWaterfall detail={servedByFallback()} readAtMs={Date.parse(FIXTURE_STARTED_AT)} />);

test("the server's HTML tells every attempt, every candidate never called, and each decision in words", () => {
  const rows = html
    .split("<li")
    .slice(1)
    .map((row) => wordsOf(`<li${row}`));
  expect(rows).toEqual([
    expect.stringMatching(/1 openai-chat 8 s timeout first token – Fall back to comet-chat/),
    expect.stringMatching(/2 azure-eu fallback Never called: its breaker is open\./),
    expect.stringMatching(/3 comet-chat fallback 1\.3 s, from \+8\.0 s ok 200 Returned to the caller/),
  ]);
});

test("a candidate never called has no bar, a call that streamed has its first-token mark", () => {
  const [, timedOut, skipped, served] = html.split("<li");
  expect(timedOut).toContain("width:85.93%");
  expect(skipped).not.toContain("width:");
  expect(served).toContain("First token after 520 ms");
});
