import { expect, test } from "vitest";
import { AliasPage } from "@/components/alias/alias-page";
import { canaryQuery, failureExamplesQuery, overviewQuery, trafficQuery } from "@/lib/client/queries";
import type { CanaryView } from "@/lib/contract/canary";
import { canaryView, failingTraffic, overview } from "../../support/console-fixtures";
import { renderConsole } from "../../support/render-console";

const ALIAS = "support-summary-v3";

const render = (canary: CanaryView = canaryView()) =>
  renderConsole(<AliasPage alias={ALIAS} />, {
    answers: [
      [canaryQuery(ALIAS), canary],
      [overviewQuery("1h"), overview()],
      [trafficQuery(ALIAS, "1h", ["arm"]), failingTraffic("arm")],
      [trafficQuery(ALIAS, "1h", ["route"]), failingTraffic("route")],
      [failureExamplesQuery(ALIAS), []],
    ],
  }).replaceAll("<!-- -->", "");

test("the first HTML says how the alias is, with base and normal", () => {
  expect(render()).toContain("14.0% of requests fail (normal 0.3%), mostly transport_timeout on comet-chat.");
});

test("set and measured share stand together for each cohort", () => {
  const html = render();
  expect(html).toMatch(/24\.6%.{0,80}set 25%/s);
  expect(html).toMatch(/100%.{0,80}set 100%/s);
});

test("a percentile of too few requests is called too small, not shown", () => {
  expect(render()).toContain("n too small");
});

test("both actions are there, the rollback with its target", () => {
  const html = render();
  expect(html).toContain("Roll back to v41");
  expect(html).toContain("Shift…");
});

test("with nothing to go back to the button stays, so that its dialog can say why", () => {
  const html = render(canaryView({ rollback_to: null, rollback_unavailable: "Nothing to go back to." }));
  expect(html).toContain("Roll back…");
});

test("an alias without a canary route says so instead of showing an empty split", () => {
  expect(render(canaryView({ canary_route: null, cohorts: [] }))).toContain("v42 has no canary for this alias.");
});

test("no failures is an answer, not an empty table", () => {
  expect(render()).toContain("No request failed and none needed a fallback.");
});

test("a chart has its answer in words before it is drawn", () => {
  const html = render();
  expect(html).toContain("Of 138800 attempts: transport_timeout 3828 (2.8%)");
  expect(html).toContain("Canary p95 is 30 s over 33480 requests.");
});
