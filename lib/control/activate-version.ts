import { performance } from "node:perf_hooks";
import type { ActivateAnswer, ActivateRequest } from "@/lib/contract/route-map-draft";
import type { Principal } from "@/lib/contract/session";
import { raisedExposure } from "@/lib/core/activation-rules";
import { refuseUnsafeActivation } from "./activation-refusals";
import { auditActor } from "./actor";
import { askForActivation } from "./ask-for-activation";
import { audited } from "./audited";
import { tookMs } from "./change-alias";
import { commitChange } from "./commit-change";
import type { ControlContext } from "./context";
import { readActiveVersion } from "./read-active-version";
import { readRouteMapVersion } from "./read-route-map";
import { ControlRefusal } from "./refusal";
import { type StatedBase, statedBase, versionConflict } from "./version-conflict";

export interface ActivateInput extends ActivateRequest, StatedBase {
  readonly version: number;
  readonly base_version?: number | undefined;
}

/**
 * Puts a drafted version in force; it is for the next request when this resolves. One that exposes more of a cohort
 * above `internal` becomes a request for approval instead. Throws `ControlRefusal`: 428 without a base version, 412 with the other's change when the base, or the version the draft was drawn from, is not active any
 * more, 404 for an unknown version, 409 for one that was in force already or may not be yet. Nothing is half done.
 */
export async function activateVersion(
  context: ControlContext,
  actor: Principal,
  input: ActivateInput,
): Promise<ActivateAnswer> {
  const startedMs = performance.now();
  const { version, reason } = input;
  const asked = { version, base_version: input.ifMatch ?? input.base_version ?? null };
  const attempt = { action: "route_map.activated", object: "route_map", asked, reason } as const;
  return audited(context, actor, attempt, async () => {
    const baseVersion = statedBase(input);
    const active = await readActiveVersion(context);
    if (active.version !== baseVersion) throw await versionConflict(context, baseVersion, active);
    const draft = await readRouteMapVersion(context, version);
    if (draft.activated_at !== null) throw activatedBefore(version, active.version);
    // What others changed since it was drawn would be undone without anybody having decided so.
    if (draft.base_version !== active.version) throw await versionConflict(context, draft.base_version ?? 0, active);
    await refuseUnsafeActivation(context, active, draft.content);
    const [first, ...others] = raisedExposure(active.content, draft.content);
    if (first !== undefined) {
      return askForActivation(context, actor, { active, draft, raised: [first, ...others] }, reason);
    }
    const atMs = context.nowMs();
    const result = await commitChange(context, {
      atMs,
      routing: { kind: "activate", version, baseVersion },
      records: [],
      timeline: [],
      audit: {
        ...auditActor(actor),
        atMs,
        action: "route_map.activated",
        object: "route_map",
        outcome: "done",
        before: { route_version: active.version, content_hash: active.content_hash },
        after: { route_version: version, content_hash: draft.content_hash, summary: draft.summary },
        reason,
        traceId: null,
        routeVersion: null,
      },
    });
    if (result.kind === "version_conflict") throw await versionConflict(context, baseVersion, result.active);
    return { route_version: version, took_ms: tookMs(startedMs) };
  });
}

function activatedBefore(version: number, activeVersion: number): ControlRefusal {
  const what =
    version === activeVersion
      ? `v${version} is active already.`
      : `v${version} was in force before. Going back makes a new version: roll an alias back to it, or draft its content anew.`;
  return new ControlRefusal("conflict", what, { active_version: activeVersion });
}
