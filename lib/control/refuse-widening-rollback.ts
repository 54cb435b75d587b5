import type { RouteMapVersion } from "@/lib/contract/route-map";
import { widenedCanary } from "@/lib/core/activation-rules";
import { ControlRefusal } from "./refusal";

/**
 * Throws 409 when a roll back to a chosen version would send more of a cohort above `internal` to a canary than `base`
 * does: that is a way forward, and an approver decides on those. The target an alias names itself is never refused.
 */
export function refuseWideningRollback(base: RouteMapVersion, planned: RouteMapVersion): void {
  const cohorts = base.content.cohorts.map(({ id }) => id);
  for (const [alias, after] of Object.entries(planned.content.aliases)) {
    const before = base.content.aliases[alias];
    if (before === undefined || before.rollback_route_version === planned.restores) continue;
    const wider = widenedCanary(before, after, cohorts);
    if (wider.length === 0) continue;
    throw new ControlRefusal(
      "conflict",
      `v${planned.restores} sends more of ${wider.join(", ")} of ${alias} to ${after.canary?.route} than now, so it is no way back. ` +
        "Shift them, or undo the roll back that took them away; an approver decides on that.",
      { alias, cohorts: wider },
    );
  }
}
