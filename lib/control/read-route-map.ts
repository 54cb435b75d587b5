import type { RouteMapDiff, RouteMapVersion, RouteMapVersionList } from "@/lib/contract/route-map";
import { diffRouteMaps } from "@/lib/core/route-map-diff";
import { readApprovalRecord } from "./approval-record";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";
import { ROLLBACK_KIND } from "./rollback-record";
import { rawRouteMapDiff } from "./route-map-yaml";

/** One SQLite file has one instance; it needs no other name. */
const THIS_INSTANCE = "this instance";

/** The version this instance routes by, with its content. */
export async function readActiveRouteMap(context: ControlContext): Promise<RouteMapVersion> {
  return context.active();
}

/** Versions newest first without their content. `cursor` is the number to continue below. */
export async function readRouteMapVersions(
  context: ControlContext,
  query: { readonly cursor?: number | undefined; readonly limit: number },
): Promise<RouteMapVersionList> {
  const page = await context.store.routeMap.versions(query.cursor ?? null, query.limit + 1);
  const versions = page.slice(0, query.limit);
  const last = page.length > query.limit ? versions.at(-1) : undefined;
  return {
    active_version: context.active().version,
    instances: [{ id: THIS_INSTANCE, route_version: context.active().version }],
    versions: await Promise.all(
      versions.map(async (summary) => ({
        ...summary,
        approved_by: await approverOf(context, summary.version),
        verification_id: summary.action === "rolled_back" ? await verificationOf(context, summary.version) : null,
      })),
    ),
    next_cursor: last === undefined ? null : String(last.version),
  };
}

async function approverOf(context: ControlContext, version: number): Promise<string | null> {
  const query = { kind: "approval", routeVersion: version, states: ["approved"], limit: 1 } as const;
  const [record] = await context.store.control.records(query);
  return record === undefined ? null : (readApprovalRecord(record).body.outcome?.by.name ?? null);
}

async function verificationOf(context: ControlContext, version: number): Promise<string | null> {
  const [record] = await context.store.control.records({ kind: ROLLBACK_KIND, routeVersion: version, limit: 1 });
  return record?.id ?? null;
}

/** One version with its content. Throws 404 naming the newest. */
export async function readRouteMapVersion(context: ControlContext, version: number): Promise<RouteMapVersion> {
  const found = await context.store.routeMap.version(version);
  if (found !== null) return found;
  const active = context.active().version;
  throw new ControlRefusal("not_found", `There is no v${version}; v${active} is active.`, { active_version: active });
}

/** What differs between two versions, in plain words and as a unified diff of their YAML. Throws 404. */
export async function readRouteMapDiff(
  context: ControlContext,
  fromVersion: number,
  toVersion: number,
): Promise<RouteMapDiff> {
  const [from, to] = await Promise.all([
    readRouteMapVersion(context, fromVersion),
    readRouteMapVersion(context, toVersion),
  ]);
  return {
    from: from.version,
    to: to.version,
    entries: diffRouteMaps(from.content, to.content),
    raw: rawRouteMapDiff(from, to),
  };
}
