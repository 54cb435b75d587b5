import type { ControlChange, ControlChangeResult, RoutingChange } from "@/db/control-store";
import type { RouteMapVersion, RouteMapVersionSummary } from "@/lib/contract/route-map";
import { refuseUnsafeActivation } from "./activation-refusals";
import { compileSnapshot } from "./compile-snapshot";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { orphanedKeys } from "./orphaned-keys";
import { ControlRefusal } from "./refusal";
import { refuseWideningRollback } from "./refuse-widening-rollback";

export type CommittedChange =
  /** `version` is the one written or activated; null when routing was not touched. */
  | { readonly kind: "committed"; readonly version: RouteMapVersion | null }
  | Exclude<ControlChangeResult, { kind: "committed" }>;

/**
 * The one way anything of the control plane changes: routing, records, timeline and audit row in one transaction, then
 * the gateway, then the open tabs. When it resolves "committed", the next request of this instance is routed by the
 * new version. Throws a 404 for the activation of a version that does not exist, and 409 when the change would expose
 * more than what was rehearsed; an alias may always go back to its own target.
 */
export async function commitChange(context: ControlContext, change: ControlChange): Promise<CommittedChange> {
  const { routing, atMs } = change;
  const planned =
    routing === null ? null : await plannedVersion(context, routing, atMs, change.audit?.actor ?? "system");
  // What the gateway could not run is never written: the pointer must not name it, not even for a moment.
  if (planned !== null) compileSnapshot(planned);
  const base = planned?.is_active === true ? await baseOf(context, routing) : null;
  const judged = planned === null || base === null ? change : await judge(context, base, planned, change);
  const result = await context.store.control.commit(judged);
  if (result.kind !== "committed") return result;
  if (planned === null || result.version === null) return { kind: "committed", version: null };
  const version: RouteMapVersion = { ...planned, version: result.version };
  if (version.is_active) {
    putInForce(context, version);
    announce(context, version, version.activated_at ?? version.created_at);
  }
  return { kind: "committed", version };
}

/** The version as it will be; a number still to be given is the base's plus one until the store gives it. */
async function plannedVersion(
  context: ControlContext,
  routing: RoutingChange,
  atMs: number,
  actor: string,
): Promise<RouteMapVersion> {
  if (routing.kind === "activate") {
    const found = await context.store.routeMap.version(routing.version);
    if (found === null) throw new ControlRefusal("not_found", `There is no v${routing.version} to activate.`);
    return { ...found, is_active: true, activated_at: isoTime(atMs), activated_by: actor };
  }
  const { draft, kind } = routing;
  const isActive = kind === "publish";
  return {
    version: (draft.baseVersion ?? 0) + 1,
    created_at: isoTime(draft.createdAtMs),
    author: draft.author,
    reason: draft.reason,
    action: draft.action,
    alias: draft.alias,
    base_version: draft.baseVersion,
    restores: draft.restores,
    content_hash: draft.contentHash,
    summary: draft.summary,
    is_active: isActive,
    activated_at: isActive ? isoTime(atMs) : null,
    activated_by: isActive ? actor : null,
    content: draft.content,
  };
}

/** The version a change starts from: the one in force, or the commit is a conflict. Null for the first one. */
async function baseOf(context: ControlContext, routing: RoutingChange | null): Promise<RouteMapVersion | null> {
  if (routing === null) return null;
  const number = routing.kind === "activate" ? routing.baseVersion : routing.draft.baseVersion;
  if (number === null) return null;
  const active = context.active();
  return number === active.version ? active : context.store.routeMap.version(number);
}

/**
 * The change with what follows from putting `planned` in force on top of `base`: keys of providers that move to another
 * host go with it. Going back needs nothing; whatever else exposes more has to have been rehearsed, or this throws 409.
 */
async function judge(
  context: ControlContext,
  base: RouteMapVersion,
  planned: RouteMapVersion,
  change: ControlChange,
): Promise<ControlChange> {
  if (planned.action === "rolled_back") refuseWideningRollback(base, planned);
  else await refuseUnsafeActivation(context, base, planned.content);
  const deletesKeysOf = await orphanedKeys(context, base.content, planned.content);
  if (deletesKeysOf.length === 0) return change;
  const { audit } = change;
  const told = audit === null ? null : { ...audit, after: { ...Object(audit.after), deleted_keys_of: deletesKeysOf } };
  return { ...change, deletesKeysOf, audit: told };
}

/** Two orders may finish in either order; the gateway only ever moves forward. */
function putInForce(context: ControlContext, version: RouteMapVersion): void {
  if (version.version > context.active().version) context.publish(version);
}

/** Tells every open tab which version is in force since when. */
export function announce(context: ControlContext, version: RouteMapVersionSummary, at: string): void {
  context.live.emit({
    type: "route_version",
    at,
    route_version: version.version,
    alias: version.alias,
    actor: version.action === "drafted" ? (version.activated_by ?? version.author) : version.author,
    text: version.summary,
  });
}
