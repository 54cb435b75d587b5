import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { CommittedChange } from "./commit-change";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";
import { versionConflict } from "./version-conflict";

/** Why an order lost: the version moved, or the rollout did. */
export async function lostStep(
  context: ControlContext,
  base: RouteMapVersion,
  result: Exclude<CommittedChange, { kind: "committed" }>,
): Promise<ControlRefusal> {
  if (result.kind === "version_conflict") return versionConflict(context, base.version, result.active);
  if (result.kind === "role_lost") {
    return new ControlRefusal("forbidden", "You do not hold the role for this any more; nothing was done.");
  }
  return new ControlRefusal(
    "conflict",
    "The rollout moved at the same moment, by somebody else or by its gates. Nothing was done; look again.",
  );
}
