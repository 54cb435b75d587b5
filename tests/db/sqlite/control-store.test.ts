import { describe, expect, it } from "vitest";
import type { ControlChange, RecordWrite, TimelineEntry } from "@/db/control-store";
import { T0 } from "../../support/ledger-fixtures";
import { routeMapContent } from "../../support/route-map-fixtures";
import { auditEntry, controlChange, publishVersion, versionDraft } from "../../support/store-fixtures";
import { tempStore } from "../../support/temp-store";

const ALIAS = "support-summary-v3";

function rollout(overrides: Partial<RecordWrite> = {}): RecordWrite {
  return {
    kind: "rollout",
    id: "r1",
    baseRevision: null,
    subject: ALIAS,
    state: "running",
    routeVersion: null,
    body: { stage: 1 },
    ...overrides,
  };
}

function line(overrides: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    atMs: T0,
    kind: "rollout",
    id: "r1",
    subject: ALIAS,
    actor: "sam",
    actorKind: "person",
    event: "stage_entered",
    text: "Stage 1 of 5 entered.",
    detail: { stage: 1 },
    ...overrides,
  };
}

function shift(baseVersion: number | null, percent: number): NonNullable<ControlChange["routing"]> {
  const content = routeMapContent(percent);
  return { kind: "publish", draft: versionDraft({ baseVersion, action: "shifted", alias: ALIAS, content }) };
}

describe("control store", () => {
  it("makes one record where there may be only one, whoever else asks in the same moment", async () => {
    const store = await tempStore();
    const onlyOne = { kind: "rollout", subject: ALIAS, state: "running" } as const;
    const start = (id: string) => store.control.commit(controlChange({ onlyOne, records: [rollout({ id })] }));
    expect(await Promise.all([start("r1"), start("r2"), start("r3")])).toEqual([
      { kind: "committed", version: null },
      { kind: "record_conflict", recordKind: "rollout", id: "r1" },
      { kind: "record_conflict", recordKind: "rollout", id: "r1" },
    ]);
    expect(await store.control.record("rollout", "r2")).toBeNull();
    const ended = rollout({ baseRevision: 1, state: "done" });
    expect((await store.control.commit(controlChange({ records: [ended] }))).kind).toBe("committed");
    expect((await start("r2")).kind).toBe("committed");
  });

  it("writes routing, records, timeline and audit row of a change together, all bound to the new version", async () => {
    const store = await tempStore();
    const write = rollout({ routeVersion: "published" });
    const change = controlChange({ routing: shift(null, 10), records: [write], timeline: [line()] });
    expect(await store.control.commit(change)).toEqual({ kind: "committed", version: 1 });
    expect(await store.routeMap.activeNumber()).toBe(1);
    expect(await store.control.record("rollout", "r1")).toEqual({
      kind: "rollout",
      id: "r1",
      revision: 1,
      subject: ALIAS,
      state: "running",
      routeVersion: 1,
      createdAtMs: T0,
      updatedAtMs: T0,
      body: { stage: 1 },
    });
    expect(await store.control.timeline({ kind: "rollout", id: "r1", limit: 10 })).toEqual([{ ...line(), seq: 1 }]);
    expect((await store.audit.list({ limit: 10 })).rows.map(({ route_version }) => route_version)).toEqual([1]);
  });

  it("changes a record only from the revision that was read; the loser writes nothing at all", async () => {
    const store = await tempStore();
    await store.control.commit(controlChange({ routing: shift(null, 10), records: [rollout()] }));
    const step = (state: string, percent: number): ControlChange =>
      controlChange({
        atMs: T0 + 1_000,
        routing: shift(1, percent),
        records: [rollout({ id: "r2" }), rollout({ baseRevision: 1, state })],
        timeline: [line({ text: state })],
      });
    const results = await Promise.all([
      store.control.commit({ ...step("paused", 20), routing: null }),
      store.control.commit({ ...step("completed", 30), records: [rollout({ baseRevision: 1, state: "completed" })] }),
    ]);
    expect(results).toEqual([
      { kind: "committed", version: null },
      { kind: "record_conflict", recordKind: "rollout", id: "r1" },
    ]);
    expect(await store.control.record("rollout", "r1")).toMatchObject({
      revision: 2,
      state: "paused",
      createdAtMs: T0,
      updatedAtMs: T0 + 1_000,
    });
    expect(await store.routeMap.versions(null, 10)).toHaveLength(1);
    expect((await store.control.timeline({ limit: 10 })).map(({ text }) => text)).toEqual(["paused"]);
    expect(await store.audit.verify()).toEqual({ rows: 2, brokenAt: null });
  });

  it("creates a record once, however often it is sent", async () => {
    const store = await tempStore();
    const create = controlChange({ records: [rollout()] });
    expect(await store.control.commit(create)).toEqual({ kind: "committed", version: null });
    expect(await store.control.commit(create)).toEqual({ kind: "record_conflict", recordKind: "rollout", id: "r1" });
    expect((await store.audit.verify()).rows).toBe(1);
  });

  it("tells the loser of a race for the pointer the winner's change, and keeps none of its records", async () => {
    const store = await tempStore();
    await publishVersion(store, versionDraft(), auditEntry());
    await store.control.commit(controlChange({ routing: shift(1, 50) }));
    const late = await store.control.commit(controlChange({ routing: shift(1, 40), records: [rollout()] }));
    expect(late).toMatchObject({ kind: "version_conflict", active: { version: 2, is_active: true } });
    expect(await store.control.record("rollout", "r1")).toBeNull();
  });

  it("keeps a draft out of force until it is activated, and never goes back to an older version", async () => {
    const store = await tempStore();
    await publishVersion(store, versionDraft(), auditEntry());
    const draft = versionDraft({ baseVersion: 1, action: "drafted", createdAtMs: T0 + 1_000 });
    const drafted = await store.control.commit(controlChange({ routing: { kind: "draft", draft } }));
    expect(drafted).toEqual({ kind: "committed", version: 2 });
    expect(await store.routeMap.activeNumber()).toBe(1);
    expect(await store.routeMap.version(2)).toMatchObject({ is_active: false, activated_at: null, activated_by: null });

    const activate = { kind: "activate", version: 2, baseVersion: 1 } as const;
    await store.control.commit(controlChange({ atMs: T0 + 2_000, routing: activate }));
    expect(await store.routeMap.active()).toMatchObject({
      version: 2,
      activated_at: "2026-11-20T10:00:02.000Z",
      activated_by: "sam",
    });
    expect(await store.control.commit(controlChange({ routing: activate }))).toMatchObject({
      kind: "version_conflict",
      active: { version: 2 },
    });
    const back = controlChange({ routing: { kind: "activate", version: 1, baseVersion: 2 } });
    await expect(store.control.commit(back)).rejects.toThrow("older than the active one");
    expect(await store.routeMap.activeNumber()).toBe(2);
  });

  it("leaves nothing of a change whose audit row cannot be written", async () => {
    const store = await tempStore();
    await publishVersion(store, versionDraft(), auditEntry());
    const unwritable = { ...auditEntry(), actor: null } as unknown as ReturnType<typeof auditEntry>;
    const change = controlChange({
      routing: shift(1, 50),
      records: [rollout()],
      timeline: [line()],
      audit: unwritable,
    });
    await expect(store.control.commit(change)).rejects.toThrow();
    expect(await store.routeMap.versions(null, 10)).toHaveLength(1);
    expect(await store.routeMap.activeNumber()).toBe(1);
    expect(await store.control.record("rollout", "r1")).toBeNull();
    expect(await store.control.timeline({ limit: 10 })).toEqual([]);
    expect(await store.audit.verify()).toEqual({ rows: 1, brokenAt: null });
  });

  it("refuses a change that writes a record twice or binds one to a version it does not make", async () => {
    const store = await tempStore();
    const twice = controlChange({ records: [rollout(), rollout()] });
    await expect(store.control.commit(twice)).rejects.toThrow();
    const unbound = controlChange({ records: [rollout({ routeVersion: "published" })] });
    await expect(store.control.commit(unbound)).rejects.toThrow("the change makes none");
    expect(await store.control.records({ kind: "rollout", limit: 10 })).toEqual([]);
  });

  it("finds records by subject, state, version and age, newest first", async () => {
    const store = await tempStore();
    const made = [
      rollout({ id: "a", state: "completed", routeVersion: 1 }),
      rollout({ id: "b", subject: "internal-triage-v1" }),
      rollout({ id: "c" }),
      rollout({ id: "a", kind: "approval" }),
    ];
    for (const [at, write] of made.entries()) {
      await store.control.commit(controlChange({ atMs: T0 + at, records: [write], audit: null }));
    }
    const ids = async (query: object): Promise<string[]> =>
      (await store.control.records({ kind: "rollout", limit: 10, ...query })).map(({ id }) => id);
    expect(await ids({})).toEqual(["c", "b", "a"]);
    expect(await ids({ limit: 1 })).toEqual(["c"]);
    expect(await ids({ subject: ALIAS })).toEqual(["c", "a"]);
    expect(await ids({ states: ["completed", "paused"] })).toEqual(["a"]);
    expect(await ids({ states: [] })).toEqual([]);
    expect(await ids({ routeVersion: 1 })).toEqual(["a"]);
    expect(await ids({ createdBeforeMs: T0 + 2 })).toEqual(["b", "a"]);
  });

  it("reads a timeline newest first, by record, subject and time", async () => {
    const store = await tempStore();
    const lines = [
      line({ text: "one" }),
      line({ text: "two", id: "r2", atMs: T0 + 1 }),
      line({ text: "three", subject: null, detail: undefined, atMs: T0 + 2 }),
    ];
    await store.control.commit(controlChange({ timeline: lines, audit: null }));
    const texts = async (query: object): Promise<string[]> =>
      (await store.control.timeline({ limit: 10, ...query })).map(({ text }) => text);
    expect(await texts({})).toEqual(["three", "two", "one"]);
    expect(await texts({ kind: "rollout", id: "r1" })).toEqual(["three", "one"]);
    expect(await texts({ subject: ALIAS })).toEqual(["two", "one"]);
    expect(await texts({ fromMs: T0 + 1 })).toEqual(["three", "two"]);
    expect((await store.control.timeline({ limit: 1 }))[0]?.detail).toBeNull();
  });

  it("keeps records and timeline across a restart", async () => {
    const store = await tempStore();
    await store.control.commit(controlChange({ records: [rollout()], timeline: [line()] }));
    await store.close();
    const again = await tempStore({ file: store.file });
    expect(await again.control.record("rollout", "r1")).toMatchObject({ revision: 1, body: { stage: 1 } });
    expect(await again.control.timeline({ limit: 10 })).toHaveLength(1);
  });
});
