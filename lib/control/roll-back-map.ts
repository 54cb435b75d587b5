import { performance } from "node:perf_hooks";
import type { ControlChange } from "@/db/control-store";
import type { RollbackResult } from "@/lib/contract/canary";
import type { MapRollbackRequest } from "@/lib/contract/rollback";
import type { RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import { audited } from "./audited";
import { tookMs } from "./change-alias";
import { commitChange } from "./commit-change";
import { contentHash } from "./content-hash";
import type { ControlContext } from "./context";
import { readActiveVersion } from "./read-active-version";
import { ControlRefusal } from "./refusal";
import { MOST_TRIES } from "./roll-back";
import { isSameRouting } from "./rollback-plan";
import { openVerification } from "./rollback-record";
import { rolloutsRolledBack } from "./rollouts-rolled-back";
import { pressed } from "./verify-rollback";

/**
 * Makes and activates a new version in which every alias is byte-equal to what it was in `to_version`. An alias that
 * version does not have keeps what it has. Needs no base version and no reason. Throws `ControlRefusal`: 404 for an
 * unknown version, 409 when nothing would change, 503 when it lost every race.
 */
export async function rollBackMap(
  context: ControlContext,
  actor: Principal,
  input: MapRollbackRequest,
): Promise<RollbackResult> {
  const startedMs = performance.now();
  const reason = input.reason ?? null;
  const asked = { to_version: input.to_version };
  const attempt = { action: "route_map.rolled_back", object: "route_map", asked, reason } as const;
  return audited(context, actor, attempt, async () => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const done = await tryOnce(context, actor, input.to_version, reason);
      if (done === null) continue;
      const took = tookMs(startedMs);
      await pressed(context, done.verification_id, took);
      return { ...done, took_ms: took };
    }
    throw new ControlRefusal(
      "unavailable",
      "The route map kept changing under the rollback. Nothing was done; press again.",
    );
  });
}

/** Null when somebody else's change came first. */
async function tryOnce(
  context: ControlContext,
  actor: Principal,
  toVersion: number,
  reason: string | null,
): Promise<Omit<RollbackResult, "took_ms"> | null> {
  const active = await readActiveVersion(context);
  const target = await olderVersion(context, active, toVersion);
  const content = restored(active.content, target.content);
  const [first, ...others] = changedAliases(active.content, content);
  if (first === undefined) {
    throw new ControlRefusal("conflict", `Every alias already routes as in v${toVersion}; nothing would change.`, {
      active_version: active.version,
    });
  }
  const { id, record, line } = openVerification(context, {
    by: { ...auditActor(actor), name: actor.name },
    aliases: [first, ...others],
    isWholeMap: true,
    base: active,
    content,
    restores: toVersion,
    reason,
  });
  const change = mapChange(context, actor, active, { content, toVersion, reason, aliases: [first, ...others] });
  const ended = await rolloutsRolledBack(context, [first, ...others], actor, toVersion);
  const result = await commitChange(context, {
    ...change,
    records: [record, ...ended.records],
    timeline: [line, ...ended.timeline],
  });
  if (result.kind !== "committed" || result.version === null) return null;
  ended.announce();
  return { route_version: result.version.version, restores: toVersion, verification_id: id };
}

async function olderVersion(
  context: ControlContext,
  active: RouteMapVersion,
  toVersion: number,
): Promise<RouteMapVersion> {
  if (toVersion === active.version) {
    throw new ControlRefusal("conflict", `v${toVersion} is the active version; name an older one.`);
  }
  const version = toVersion < active.version ? await context.store.routeMap.version(toVersion) : null;
  if (version !== null) return version;
  throw new ControlRefusal("not_found", `There is no v${toVersion} to go back to; v${active.version} is active.`);
}

/** Accounts the target does not know stay: an alias it does not have may need them. */
function restored(active: RouteMapContent, target: RouteMapContent): RouteMapContent {
  return {
    ...active,
    providers: { ...active.providers, ...target.providers },
    cohorts: target.cohorts,
    aliases: { ...active.aliases, ...target.aliases },
  };
}

function changedAliases(before: RouteMapContent, after: RouteMapContent): readonly string[] {
  return Object.entries(after.aliases).flatMap(([alias, section]) => {
    const old = before.aliases[alias];
    return old !== undefined && isSameRouting(old, section) ? [] : [alias];
  });
}

interface MapChange {
  readonly content: RouteMapContent;
  readonly toVersion: number;
  readonly aliases: readonly string[];
  readonly reason: string | null;
}

function mapChange(
  context: ControlContext,
  actor: Principal,
  base: RouteMapVersion,
  { content, toVersion, aliases, reason }: MapChange,
): ControlChange {
  const atMs = context.nowMs();
  const draft = {
    content,
    baseVersion: base.version,
    contentHash: contentHash(content),
    author: actor.name,
    reason,
    action: "rolled_back",
    alias: null,
    restores: toVersion,
    summary: `the whole map back to v${toVersion}: ${aliases.join(", ")}`,
    createdAtMs: atMs,
  } as const;
  return {
    atMs,
    routing: { kind: "publish", draft },
    records: [],
    timeline: [],
    audit: {
      ...auditActor(actor),
      atMs,
      action: "route_map.rolled_back",
      object: "route_map",
      outcome: "done",
      before: { route_version: base.version },
      after: { restores: toVersion, aliases },
      reason,
      traceId: null,
      routeVersion: null,
    },
  };
}
