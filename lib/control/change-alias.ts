import { performance } from "node:perf_hooks";
import type { ControlChange } from "@/db/control-store";
import type { AuditEntry } from "@/db/store";
import type { AuditAction } from "@/lib/contract/audit";
import type { AliasSection, RouteMapContent, RouteMapVersion, RouteMapVersionSummary } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import { commitChange } from "./commit-change";
import { contentHash } from "./content-hash";
import type { ControlContext } from "./context";

/** A new section for one alias, ready to be put in force. */
export interface AliasChange {
  readonly alias: string;
  readonly section: AliasSection;
  /** Accounts the section needs and the active version no longer has. */
  readonly providers?: RouteMapContent["providers"];
  readonly action: RouteMapVersionSummary["action"];
  readonly auditAction: AuditAction;
  /** The version whose section is restored; null for any other change. */
  readonly restores: number | null;
  readonly summary: string;
  readonly reason: string | null;
}

export type ChangeResult =
  | { readonly kind: "changed"; readonly version: RouteMapVersion }
  /** Somebody else changed the map first; `active` is their change. Nothing was done. */
  | { readonly kind: "conflict"; readonly active: RouteMapVersionSummary };

/**
 * Puts one alias's new section in force on top of `base`. All other aliases keep their sections. When it resolves
 * "changed", the next request of this instance is routed by the new version.
 */
export async function changeAlias(
  context: ControlContext,
  actor: Principal,
  base: RouteMapVersion,
  change: AliasChange,
): Promise<ChangeResult> {
  const result = await commitChange(context, aliasControlChange(context, actor, base, change));
  if (result.kind === "version_conflict") return { kind: "conflict", active: result.active };
  if (result.kind === "committed" && result.version !== null) return { kind: "changed", version: result.version };
  throw new Error("A change of routing alone makes a version or loses to one.");
}

/** The change of one alias as `commitChange` takes it: routing and audit row. Records and timeline can be added to it. */
export function aliasControlChange(
  context: ControlContext,
  actor: Principal,
  base: RouteMapVersion,
  change: AliasChange,
): ControlChange {
  const { alias, section, action, restores, summary, reason } = change;
  const content: RouteMapContent = {
    ...base.content,
    providers: { ...base.content.providers, ...change.providers },
    aliases: { ...base.content.aliases, [alias]: section },
  };
  const atMs = context.nowMs();
  const head = { content, author: actor.name, reason, action, alias, restores, summary };
  const draft = { ...head, baseVersion: base.version, contentHash: contentHash(content), createdAtMs: atMs };
  const audit: AuditEntry = {
    ...auditActor(actor),
    atMs,
    action: change.auditAction,
    object: `alias:${alias}`,
    outcome: "done",
    before: exposureOf(base.version, base.content.aliases[alias]),
    after: { ...exposureOf(null, section), summary, restores },
    reason,
    traceId: null,
    routeVersion: null,
  };
  return { atMs, routing: { kind: "publish", draft }, records: [], timeline: [], audit };
}

/** Milliseconds since `startedMs` of the monotonic clock, to a tenth. */
export function tookMs(startedMs: number): number {
  return Math.round((performance.now() - startedMs) * 10) / 10;
}

/** What the audit row keeps of a section; the whole of it is in its version. */
function exposureOf(routeVersion: number | null, section: AliasSection | undefined): Record<string, unknown> {
  return {
    ...(routeVersion === null ? {} : { route_version: routeVersion }),
    canary: section?.canary ?? null,
    rollback_route_version: section?.rollback_route_version ?? null,
  };
}
