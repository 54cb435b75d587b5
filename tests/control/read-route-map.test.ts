import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { RouteMapContent } from "@/lib/contract/route-map";
import { contentHash } from "@/lib/control/content-hash";
import { exportRouteMap } from "@/lib/control/export-route-map";
import { readAliases } from "@/lib/control/read-aliases";
import { readRouteMapDiff, readRouteMapVersion, readRouteMapVersions } from "@/lib/control/read-route-map";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { controlRig, LEE } from "../support/control-rig";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

/** Version 1 and one more for each percentage `internal` was shifted to. */
async function plane(percents: readonly number[]) {
  const rig = await controlRig(await tempStore(), restingContent(), START_MS);
  for (const percent of percents) {
    const ifMatch = rig.context.active().version;
    await shiftCohort(rig.context, LEE, { alias: SUPPORT, cohort: "internal", percent, reason: "one step", ifMatch });
  }
  return rig.context;
}

describe("route map reads", () => {
  it("pages through every version once, newest first", async () => {
    const context = await plane([1, 2, 3, 4]);
    const seen: number[] = [];
    let cursor: number | undefined;
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await readRouteMapVersions(context, { cursor, limit: 2 });
      seen.push(...page.versions.map(({ version }) => version));
      if (page.next_cursor === null) break;
      cursor = Number(page.next_cursor);
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it("says which version is active and who made it", async () => {
    const context = await plane([10]);
    const { active_version, versions } = await readRouteMapVersions(context, { limit: 50 });
    expect(active_version).toBe(2);
    expect(versions.map(({ version, is_active, author }) => [version, is_active, author])).toEqual([
      [2, true, "Lee"],
      [1, false, "system"],
    ]);
  });

  it("shows what differs between two versions, in words and raw, in both directions", async () => {
    const context = await plane([10, 25]);
    const forward = await readRouteMapDiff(context, 1, 3);
    expect(forward.entries.map(({ label, before, after }) => `${label} ${before} -> ${after}`)).toEqual([
      "internal canary 0% -> 25%",
      "rollback target not set -> v1",
    ]);
    expect(forward.raw).toContain("+        internal: 25");
    const back = await readRouteMapDiff(context, 3, 1);
    expect(back.entries[0]).toMatchObject({ before: "25%", after: "0%" });
    expect((await readRouteMapDiff(context, 2, 2)).entries).toEqual([]);
  });

  it("refuses a version that does not exist by naming the active one", async () => {
    const context = await plane([]);
    await expect(readRouteMapVersion(context, 9)).rejects.toMatchObject({
      code: "not_found",
      message: "There is no v9; v1 is active.",
    });
    await expect(readRouteMapDiff(context, 1, 9)).rejects.toMatchObject({ code: "not_found" });
  });

  it("exports YAML that reads back as the same content and holds no key", async () => {
    const context = await plane([10]);
    const { fileName, yaml } = await exportRouteMap(context, null);
    expect(fileName).toBe("route-map-v2.yaml");
    expect(yaml.split("\n").slice(0, 2)).toEqual([
      "# Switchyard route map v2 of production",
      "# made 2026-11-20T02:00:00.000Z by Lee: internal 0% → 10%",
    ]);
    expect(contentHash(RouteMapContent.parse(parse(yaml)))).toBe(context.active().content_hash);
    expect(yaml).not.toMatch(/api_key|secret/);
    expect((await exportRouteMap(context, 1)).fileName).toBe("route-map-v1.yaml");
  });

  it("lists the aliases of the active version", async () => {
    const context = await plane([10]);
    expect(await readAliases(context)).toMatchObject({
      active_version: 2,
      aliases: [
        { alias: "internal-triage-v1", canary: null, rollback_route_version: null },
        { alias: SUPPORT, canary: { route: "comet-chat", cohorts: { internal: 10 } }, rollback_route_version: 1 },
      ],
    });
  });
});
