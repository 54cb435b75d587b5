import { expect, test } from "vitest";
import { tailView, waitingLabel } from "@/components/requests/live-tail";
import type { RequestRow } from "@/lib/contract/requests";
import { requestView } from "@/tests/support/request-fixtures";

const row = (trace_id: string, overrides: Partial<RequestRow> = {}): RequestRow => ({
  ...requestView({ trace_id, ...overrides }),
  attempts: [],
});

test("a list that is not held shows the newest page", () => {
  const latest = [row("c"), row("b"), row("a")];
  expect(tailView(latest, null)).toEqual({ rows: latest, waitingCount: 0, isCountAtLeast: false });
});

test("held rows stay where they are and newer ones are counted", () => {
  const held = [row("b"), row("a")];
  const view = tailView([row("d"), row("c"), row("b")], held);
  expect(view.rows.map(({ trace_id }) => trace_id)).toEqual(["b", "a"]);
  expect(waitingLabel(view)).toBe("2 new requests");
});

test("a held row that ended meanwhile shows its ending in place", () => {
  const view = tailView([row("b", { state: "failed" })], [row("b", { state: "running" })]);
  expect(view.rows.map(({ state }) => state)).toEqual(["failed"]);
});

test("a newest page with nothing known on it counts as at least that many", () => {
  expect(waitingLabel(tailView([row("z"), row("y")], [row("a")]))).toBe("2+ new requests");
});

test("the first request into an empty held list counts exactly", () => {
  expect(waitingLabel(tailView([row("a")], []))).toBe("1 new request");
});
