import { expect, test } from "vitest";
import { OverviewPanel } from "@/components/overview/overview-panel";
import { overviewQuery } from "@/lib/client/queries";
import { NO_PERCENTILES, overview } from "../../support/console-fixtures";
import { renderConsole } from "../../support/render-console";

const render = (overrides: Parameters<typeof overview>[0] = {}, search = "") =>
  renderConsole(<OverviewPanel />, { answers: [[overviewQuery("1h"), overview(overrides)]], search }).replaceAll(
    "<!-- -->",
    "",
  );

test("the server's HTML carries the sentence, the figures and the strip", () => {
  const html = render();
  expect(html).toContain("1 alias failing, 1 degraded, 1 canary running");
  expect(html).toContain("14.0%");
  expect(html).toContain("24.6%");
  expect(html).toContain("<rect");
});

test("what needs a person comes with its one next action, verb and target", () => {
  const html = render();
  expect(html).toContain("Roll back to v41");
  expect(html).toContain("Open internal-triage-v1");
});

test("at rest there is no list of troubles at all", () => {
  expect(render({ attention: [] })).not.toContain("Needs attention");
});

test("an alias without traffic shows no zeros: no rate of failures, no p95, no bars", () => {
  const [, , , , idle] = overview().aliases;
  if (!idle) throw new Error("the fixture has an idle alias");
  const html = render({ aliases: [idle], attention: [] });
  expect(html).toContain("no traffic in this hour");
  expect(html).toMatch(/data-label="Failed, normal"><span>–<\/span>/);
  expect(html).toMatch(/data-label="p95"><span[^>]*>–<\/span>/);
});

test("before the first request the page says what to send and where", () => {
  const [, , , , idle] = overview().aliases;
  if (!idle) throw new Error("the fixture has an idle alias");
  const html = render({ aliases: [{ ...idle, latency_ms: NO_PERCENTILES }], attention: [] });
  expect(html).toContain("curl http://127.0.0.1:3000/v1/chat/completions");
});

test("links keep the window and the time zone of the reader", () => {
  expect(render({}, "window=1h&tz=local")).toContain("/aliases/support-summary-v3?window=1h&amp;tz=local");
});
