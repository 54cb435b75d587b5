import { DrillRunBody } from "@/lib/contract/drill";
import type { ControlContext } from "@/lib/control/context";
import { isoTime } from "@/lib/control/iso-time";
import { sectionHash } from "@/lib/control/section-hash";
import { EXERCISED_DAYS } from "@/lib/core/drill";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * A drill of the invented past: going back to the rollback target of each alias with a canary was rehearsed and passed,
 * so that the demo's drafts may expose customers. A drill that is run in the demo is recorded beside it.
 */
export async function exerciseRollbacks(context: ControlContext): Promise<void> {
  const active = context.active();
  const atMs = context.nowMs();
  for (const [alias, { canary, rollback_route_version: target }] of Object.entries(active.content.aliases)) {
    const section =
      canary === null || target === null
        ? undefined
        : (await context.store.routeMap.version(target))?.content.aliases[alias];
    if (section === undefined || target === null) continue;
    const body = DrillRunBody.parse({
      drill: "cutover-and-rollback",
      title: "Cutover and rollback",
      alias,
      route_version: active.version,
      started_by: "system",
      reason: "Part of the demo's invented history.",
      started_at: isoTime(atMs - 4 * MINUTE_MS),
      hard_end_at: isoTime(atMs + 6 * MINUTE_MS),
      ended_at: isoTime(atMs),
      sentence: `Passed: ${alias} went back to v${target} and forward again. Part of the demo's invented history.`,
      detection_ms: null,
      recovery_ms: null,
      steps: [],
      log: [],
      real_traffic: { requests: 0, failures: 0 },
      part_of: null,
      parts: [],
      exercised: {
        rollback_route_version: target,
        rollback_section_hash: sectionHash(section),
        until: isoTime(atMs + EXERCISED_DAYS * DAY_MS),
      },
    });
    const record = { kind: "drill_run", id: `demo-rollback-${alias}`, subject: alias, state: "passed", body } as const;
    await context.store.control.commit({
      atMs,
      routing: null,
      records: [{ ...record, baseRevision: null, routeVersion: active.version }],
      timeline: [],
      audit: null,
    });
  }
}
