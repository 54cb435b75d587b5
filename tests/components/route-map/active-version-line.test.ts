import { expect, test } from "vitest";
import { activeVersionLine } from "@/components/route-map/active-version-line";
import { versionSummary } from "@/tests/support/route-map-fixtures";

test("the line says since when, by whom and what changed", () => {
  expect(activeVersionLine(versionSummary())).toMatch(
    /^Since 2026-11-20 02:10:30Z, by lee: support-summary-v3 general canary 5% -> 25%\. /,
  );
  expect(activeVersionLine(versionSummary({ alias: null, summary: "first version" }))).toMatch(
    /by lee: first version\./,
  );
});

test("an older page of the list that lacks the active version still says what holds for all", () => {
  expect(activeVersionLine(undefined)).toBe("Versions are never edited or deleted; going back makes a new one.");
});
