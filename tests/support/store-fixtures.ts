import type { ControlChange, ControlChangeResult } from "@/db/control-store";
import type { AuditEntry, Store, VersionDraft } from "@/db/store";
import { T0 } from "./ledger-fixtures";
import { routeMapContent } from "./route-map-fixtures";

export function auditEntry(overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    atMs: T0,
    actor: "sam",
    actorKind: "person",
    action: "cohort.shifted",
    object: "alias:support-summary-v3",
    outcome: "done",
    before: { percent: 0 },
    after: { percent: 10 },
    reason: "Start the canary",
    traceId: null,
    routeVersion: null,
    ...overrides,
  };
}

export function versionDraft(overrides: Partial<VersionDraft> = {}): VersionDraft {
  return {
    baseVersion: null,
    content: routeMapContent(),
    contentHash: "a1f3c09be17d",
    author: "switchyard.yaml",
    reason: null,
    action: "initialised",
    alias: null,
    restores: null,
    summary: "first version: 2 aliases, 3 routes",
    createdAtMs: T0,
    ...overrides,
  };
}

/** A change that touches nothing, to be filled in. */
export function controlChange(overrides: Partial<ControlChange> = {}): ControlChange {
  return { atMs: T0, routing: null, records: [], timeline: [], audit: auditEntry(), ...overrides };
}

/** Writes a version and puts it in force, as a change of routing alone. */
export function publishVersion(
  store: Pick<Store, "control">,
  draft: VersionDraft,
  audit: AuditEntry,
): Promise<ControlChangeResult> {
  return store.control.commit(controlChange({ atMs: draft.createdAtMs, routing: { kind: "publish", draft }, audit }));
}
