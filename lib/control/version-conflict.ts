import type { RouteMapVersionSummary } from "@/lib/contract/route-map";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/** `If-Match` and `base_version` say which version the person was looking at. */
export interface StatedBase {
  readonly ifMatch: number | null;
  readonly base_version?: number | undefined;
}

/** At most this many of the others' changes are told to the loser of a race. */
const TOLD_CHANGES = 20;

/** The version the caller was looking at. Throws 400 when it names two, 428 when it names none. */
export function statedBase(input: StatedBase): number {
  const { ifMatch, base_version: baseVersion } = input;
  if (ifMatch !== null && baseVersion !== undefined && ifMatch !== baseVersion) {
    throw new ControlRefusal(
      "bad_request",
      `If-Match says v${ifMatch}, base_version says v${baseVersion}. Send one of them.`,
    );
  }
  const stated = ifMatch ?? baseVersion;
  if (stated !== undefined) return stated;
  throw new ControlRefusal(
    "precondition_required",
    "Say which version you were looking at: send If-Match or base_version with the number of the active one.",
  );
}

/** The 412 of an order that started from another version than the active one, with what others changed since. */
export async function versionConflict(
  context: ControlContext,
  baseVersion: number,
  active: RouteMapVersionSummary,
): Promise<ControlRefusal> {
  if (baseVersion > active.version) {
    return new ControlRefusal("version_conflict", `v${baseVersion} does not exist; v${active.version} is active.`, {
      base_version: baseVersion,
      active_version: active.version,
      changes: [],
    });
  }
  const newest = await context.store.routeMap.versions(active.version + 1, TOLD_CHANGES);
  const changes = newest.filter(({ version, activated_at }) => version > baseVersion && activated_at !== null);
  const [last] = changes;
  const what =
    last === undefined
      ? ""
      : `: ${last.author} made v${last.version}${last.alias === null ? "" : ` of ${last.alias}`} (${last.summary})`;
  return new ControlRefusal(
    "version_conflict",
    `The route map changed since v${baseVersion}${what}. Nothing was done; look at v${active.version} and decide again.`,
    { base_version: baseVersion, active_version: active.version, changes },
  );
}
