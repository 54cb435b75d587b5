import { describe, expect, it } from "vitest";
import { T0 } from "../../support/ledger-fixtures";
import { routeMapContent } from "../../support/route-map-fixtures";
import { auditEntry, publishVersion, versionDraft } from "../../support/store-fixtures";
import { tempStore } from "../../support/temp-store";

const initialised = auditEntry({ action: "route_map.initialised", object: "route_map", routeVersion: null });

describe("route map store", () => {
  it("has nothing active before the first version", async () => {
    const store = await tempStore();
    expect(await store.routeMap.active()).toBeNull();
    expect(await store.routeMap.version(1)).toBeNull();
    expect(await store.routeMap.versions(null, 10)).toEqual([]);
  });

  it("gives back a published version with its content unchanged", async () => {
    const store = await tempStore();
    expect(await publishVersion(store, versionDraft(), initialised)).toEqual({ kind: "committed", version: 1 });
    expect(await store.routeMap.active()).toEqual({
      version: 1,
      created_at: "2026-11-20T10:00:00.000Z",
      author: "switchyard.yaml",
      reason: null,
      action: "initialised",
      alias: null,
      base_version: null,
      restores: null,
      content_hash: "a1f3c09be17d",
      summary: "first version: 2 aliases, 3 routes",
      is_active: true,
      activated_at: "2026-11-20T10:00:00.000Z",
      activated_by: "sam",
      content: routeMapContent(),
    });
  });

  it("moves the pointer only from the version the change was based on, and shows the loser the winner's change", async () => {
    const store = await tempStore();
    await publishVersion(store, versionDraft(), initialised);
    const shift = versionDraft({
      baseVersion: 1,
      action: "shifted",
      alias: "support-summary-v3",
      content: routeMapContent(50),
    });
    const results = await Promise.all([
      publishVersion(store, { ...shift, author: "lee", summary: "general 25% -> 50%" }, auditEntry({ actor: "lee" })),
      publishVersion(store, { ...shift, author: "sam", summary: "general 25% -> 40%" }, auditEntry({ actor: "sam" })),
    ]);
    expect(results[0]).toEqual({ kind: "committed", version: 2 });
    expect(results[1]).toMatchObject({
      kind: "version_conflict",
      active: { version: 2, author: "lee", is_active: true },
    });
    expect((await store.routeMap.active())?.content.aliases["support-summary-v3"]?.canary?.cohorts.general).toBe(50);
    const { rows } = await store.audit.list({ limit: 10 });
    expect(rows.map(({ actor, route_version }) => [actor, route_version])).toEqual([
      ["lee", 2],
      ["sam", 1],
    ]);
  });

  it("lists versions newest first, page by page, and marks the active one", async () => {
    const store = await tempStore();
    for (let version = 0; version < 5; version += 1) {
      const draft = versionDraft({ baseVersion: version === 0 ? null : version, createdAtMs: T0 + version });
      await publishVersion(store, draft, auditEntry());
    }
    const first = await store.routeMap.versions(null, 2);
    expect(first.map(({ version, is_active }) => [version, is_active])).toEqual([
      [5, true],
      [4, false],
    ]);
    expect((await store.routeMap.versions(4, 10)).map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it("keeps versions, pointer and audit across a restart", async () => {
    const store = await tempStore();
    await publishVersion(store, versionDraft(), initialised);
    await store.close();
    const again = await tempStore({ file: store.file });
    expect((await again.routeMap.active())?.version).toBe(1);
    expect(await again.audit.verify()).toEqual({ rows: 1, brokenAt: null });
  });
});
