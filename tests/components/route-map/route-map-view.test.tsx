import { expect, test } from "vitest";
import { RouteMapView } from "@/components/route-map/route-map-view";
import { routeMapDiffQuery, routeMapVersionQuery, routeMapVersionsQuery } from "@/lib/client/queries";
import { renderConsole, wordsOf } from "@/tests/support/render-console";
import { routeMapContent, routeMapDiff, versionList, versionSummary } from "@/tests/support/route-map-fixtures";

const version = (number: number, generalPercent: number) => ({
  ...versionSummary({ version: number, is_active: number === 42 }),
  content: routeMapContent(generalPercent),
});

const page = (search: string) =>
  renderConsole(<RouteMapView />, {
    search,
    answers: [
      [routeMapVersionsQuery(), versionList()],
      [routeMapVersionQuery(42), version(42, 25)],
      [routeMapVersionQuery(40), version(40, 10)],
      [routeMapDiffQuery(41, 42), routeMapDiff()],
      [routeMapDiffQuery(39, 40), routeMapDiff()],
    ],
  });

test("the page says which version is active, what it changed, and what each alias does in it", () => {
  const text = wordsOf(page(""));
  expect(text).toContain("v42 is active Since 2026-11-20 02:10:30Z, by lee");
  expect(text).toContain("What changed from v41 to v42?");
  expect(text).toContain("general canary 5% 25%");
  expect(text).toContain("Canary comet-chat internal 100% general 25%");
  expect(text).toContain("server_error retry never normally backoff");
});

test("a rollback is offered per alias from an older version, only where it would change something", () => {
  expect(wordsOf(page(""))).not.toContain("Roll back");
  const text = wordsOf(page("?version=40"));
  expect(text).toContain("Roll back support-summary-v3 to v40");
  expect(text).not.toContain("Roll back internal-triage-v1");
});

test("the raw form marks lines by sign and by element, not by colour alone", () => {
  const html = page("?diff=raw");
  expect(html).toMatch(/<del><span[^>]*>-<\/span> {8}general: 5<\/del>/);
  expect(html).toMatch(/<ins><span[^>]*>\+<\/span> {8}general: 25<\/ins>/);
});

test("a version is downloaded as YAML by its number", () => {
  expect(page("?version=40")).toContain('href="/api/route-map/export?version=40"');
});
