import { performance } from "node:perf_hooks";
import type { AuditAction } from "@/lib/contract/audit";
import type { AliasSection, RouteMapContent, RouteMapVersion, RouteMapVersionSummary } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import { compileSnapshot } from "./compile-snapshot";
import { contentHash } from "./content-hash";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";

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
 * Puts one alias's new section in force on top of `base`: version, pointer and audit row in one transaction, then the
 * gateway, then the open tabs. All other aliases keep their sections. When it resolves "changed", the next request of
 * this instance is routed by the new version.
 */
export async function changeAlias(
  context: ControlContext,
  actor: Principal,
  base: RouteMapVersion,
  change: AliasChange,
): Promise<ChangeResult> {
  const { alias, section, action, restores, summary, reason } = change;
  const content: RouteMapContent = {
    ...base.content,
    providers: { ...base.content.providers, ...change.providers },
    aliases: { ...base.content.aliases, [alias]: section },
  };
  const atMs = context.nowMs();
  const head = { content, author: actor.name, reason, action, alias, restores, summary };
  const draft = { ...head, baseVersion: base.version, contentHash: contentHash(content), createdAtMs: atMs };
  // What the gateway could not run is never written: the pointer must not name it, not even for a moment.
  compileSnapshot({ ...base, version: base.version + 1, content });
  const published = await context.store.routeMap.publish(draft, {
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
  });
  if (published.kind === "conflict") return published;
  const version: RouteMapVersion = {
    ...head,
    version: published.version,
    created_at: isoTime(atMs),
    base_version: base.version,
    content_hash: draft.contentHash,
    is_active: true,
  };
  putInForce(context, version);
  announce(context, version);
  return { kind: "changed", version };
}

/** Milliseconds since `startedMs` of the monotonic clock, to a tenth. */
export function tookMs(startedMs: number): number {
  return Math.round((performance.now() - startedMs) * 10) / 10;
}

/** Two orders may finish in either order; the gateway only ever moves forward. */
function putInForce(context: ControlContext, version: RouteMapVersion): void {
  if (version.version > context.active().version) context.publish(version);
}

function announce(context: ControlContext, version: RouteMapVersion): void {
  context.live.emit({
    type: "route_version",
    at: version.created_at,
    route_version: version.version,
    alias: version.alias,
    actor: version.author,
    text: version.summary,
  });
}

/** What the audit row keeps of a section; the whole of it is in its version. */
function exposureOf(routeVersion: number | null, section: AliasSection | undefined): Record<string, unknown> {
  return {
    ...(routeVersion === null ? {} : { route_version: routeVersion }),
    canary: section?.canary ?? null,
    rollback_route_version: section?.rollback_route_version ?? null,
  };
}
