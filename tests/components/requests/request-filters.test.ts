import { createLoader } from "nuqs/server";
import { expect, test } from "vitest";
import {
  absoluteSearch,
  activeFilters,
  describeQuestion,
  isLive,
  requestExportPath,
  requestParsers,
  requestSearch,
  toRequestFilter,
} from "@/components/requests/request-filters";

const load = createLoader(requestParsers);

test("an address without filters asks for the newest requests of the last hour", () => {
  const state = load("");
  expect(toRequestFilter(state)).toEqual({ kind: "traffic", window: "1h" });
  expect(activeFilters(state)).toEqual([]);
  expect(isLive(state)).toBe(true);
});

test("every filter of the address reaches the API by the API's own name", () => {
  const search =
    "?alias=support-summary-v3&cohort=general&arm=canary&route=comet-chat&class=transport_timeout&reason=budget_exhausted&state=failed&kind=drill&window=6h&cursor=abc";
  expect(toRequestFilter(load(search))).toEqual({
    alias: "support-summary-v3",
    cohort: "general",
    arm: "canary",
    route: "comet-chat",
    class: "transport_timeout",
    reason: "budget_exhausted",
    state: "failed",
    kind: "drill",
    window: "6h",
    cursor: "abc",
  });
});

test("probes and drills are shown only where the address asks for them, alone or beside traffic", () => {
  expect(toRequestFilter(load("?kind=probe")).kind).toBe("probe");
  expect(toRequestFilter(load("?kind=all"))).not.toHaveProperty("kind");
  expect(activeFilters(load("?kind=all"))).toEqual([{ key: "kind", value: "all" }]);
});

test("absolute times win over the window and are read as UTC whatever offset they name", () => {
  const state = load("?window=6h&from=2026-11-20T03:00:00%2B01:00&to=2026-11-20T03:00:00Z");
  expect(toRequestFilter(state)).toEqual({
    kind: "traffic",
    from: "2026-11-20T02:00:00.000Z",
    to: "2026-11-20T03:00:00.000Z",
  });
  expect(isLive(state)).toBe(false);
});

test("a value outside the closed sets, or a time that is none, is ignored rather than sent", () => {
  expect(toRequestFilter(load("?class=nonsense&arm=both&state=&kind=none&window=1y&from=yesterday"))).toEqual({
    kind: "traffic",
    window: "1h",
  });
});

test("the question in words names filters and span", () => {
  expect(describeQuestion(load("?cohort=general&arm=canary&window=15m"))).toBe(
    "cohort=general, arm=canary in the last 15 minutes",
  );
  expect(describeQuestion(load("?from=2026-11-20T02:00:00Z&to=2026-11-20T03:00:00Z"))).toBe(
    "from 2026-11-20 02:00:00Z to 2026-11-20 03:00:00Z",
  );
});

test("a copied link shows tomorrow what it shows now", () => {
  const span = { from: "2026-11-20T02:00:00.000Z", to: "2026-11-20T03:00:00.000Z" };
  const copied = load(absoluteSearch(load("?arm=canary"), span));
  expect(toRequestFilter(copied)).toEqual({ kind: "traffic", arm: "canary", ...span });
});

test("opening a request keeps the view behind it", () => {
  const opened = load(requestSearch(load("?arm=canary&window=6h"), "7f2c90aa"));
  expect(opened).toMatchObject({ arm: "canary", window: "6h", req: "7f2c90aa" });
});

test("an export asks for what the list shows: its filters, its span, and no page", () => {
  const span = { from: "2026-11-20T02:00:00.000Z" };
  const ofPath = (search: string) => {
    const path = requestExportPath(load(search), span, "csv");
    expect(path).toMatch(/^\/api\/exports\/requests\?format=csv&/);
    return load(path.slice(path.indexOf("?")));
  };
  const { from, to } = load("?from=2026-11-20T01:00:00Z&to=2026-11-20T03:00:00Z");
  expect(ofPath("?arm=canary&cursor=abc&req=7f2c90aa")).toMatchObject({
    arm: "canary",
    ...span,
    cursor: null,
    req: null,
  });
  expect(ofPath(`?from=${from}&to=${to}`)).toMatchObject({ from, to });
});
