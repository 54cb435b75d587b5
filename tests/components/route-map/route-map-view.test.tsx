import { expect, test } from "vitest";
import { RouteMapView } from "@/components/route-map/route-map-view";
import { driftQuery } from "@/lib/client/draft-queries";
import {
  routeMapDiffQuery,
  routeMapVersionQuery,
  routeMapVersionsQuery,
  routeMapYamlQuery,
} from "@/lib/client/queries";
import type { RouteMapVersionList } from "@/lib/contract/route-map";
import type { DriftView } from "@/lib/contract/route-map-draft";
import { renderConsole, wordsOf } from "@/tests/support/render-console";
import { routeMapContent, routeMapDiff, versionList, versionSummary } from "@/tests/support/route-map-fixtures";

const version = (number: number, generalPercent: number) => ({
  ...versionSummary({ version: number, is_active: number === 42 }),
  content: routeMapContent(generalPercent),
});

const page = (search: string, list = versionList(), drift: DriftView | null = null) =>
  renderConsole(<RouteMapView />, {
    search,
    answers: [
      [routeMapVersionsQuery(), list],
      ...(drift === null ? [] : [[driftQuery(), drift] as const]),
      [routeMapYamlQuery(40), "environment: production\naliases: {}\n"],
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

/** The list with a draft on top, drawn from this version. */
function withDraft(base: number): RouteMapVersionList {
  const list = versionList();
  const head = { version: 43, base_version: base, action: "drafted", summary: "owner a → b", author: "sam" } as const;
  const kept = { is_active: false, activated_at: null, activated_by: null };
  return {
    ...list,
    versions: [{ ...versionSummary({ ...head, ...kept }), approved_by: null, verification_id: null }, ...list.versions],
  };
}

test("each version says who made it, when, why, who approved it and where it is live", () => {
  const text = wordsOf(page(""));
  expect(text).toContain("approved by Ana");
  expect(text).toContain("Live on 1 of 1 instance");
  const behind = { ...versionList(), instances: [{ id: "this instance", route_version: 41 }] };
  expect(wordsOf(page("", behind))).toContain("Live on 0 of 1 instance");
});

test("a draft is not in force: it can be activated while its base is active, and is drafted again when it is not", () => {
  const fresh = wordsOf(page("?version=43", withDraft(42)));
  expect(fresh).toContain("draft, not active");
  expect(fresh).toContain("Activate v43");
  expect(fresh).not.toContain("Roll back");
  const stale = wordsOf(page("?version=43", withDraft(41)));
  expect(stale).not.toContain("Activate v43");
  expect(stale).toContain("Drawn from v41; v42 is active by now.");
});

test("the editor is an address of its own: it opens on the YAML of the version it starts from", () => {
  const html = page("?edit=40");
  expect(wordsOf(html)).toContain("What should the next version say?");
  expect(html).toMatch(/<textarea[^>]*aria-label="Route map as YAML"[^>]*>environment: production/);
});

test("a configuration file that differs is offered as a draft, with what it says; one that does not is not mentioned", () => {
  expect(wordsOf(page(""))).not.toContain("configuration file");
  const entry = { alias: "support-summary-v3", path: "x.owner", label: "owner", before: "a", after: "b" };
  const text = wordsOf(page("", versionList(), { active_version: 42, entries: [entry], raw: "" }));
  expect(text).toContain("The configuration file differs from v42 in 1 field. Nothing of it was applied.");
  expect(text).toContain("Draft the file's routing");
});

test("every alias shows its thirteen fields and what is adapted", () => {
  const text = wordsOf(page(""));
  expect(text).toContain("tenant_or_cohort internal (clients staff-tools, header); general (everybody else)");
  expect(text).toContain("Adapts nothing");
});
