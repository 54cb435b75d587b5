import { DrillRunBody } from "@/lib/contract/drill";
import type { ControlContext } from "@/lib/control/context";
import { isoTime } from "@/lib/control/iso-time";
import { sectionHash } from "@/lib/control/section-hash";
import { EXERCISED_DAYS } from "@/lib/core/drill";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Drills of the invented past: going back to the rollback target of each alias with a canary was rehearsed and passed,
 * so that the demo's drafts may expose customers. A drill that is run in the demo is recorded beside them.
 */
export async function exerciseRollbacks(context: ControlContext): Promise<void> {
  const { aliases } = context.active().content;
  for (const [alias, { canary, rollback_route_version: target }] of Object.entries(aliases)) {
    if (canary !== null && target !== null) await exerciseRollback(context, alias, target);
  }
}

/** One such drill, of an alias and the version it goes back to; of the same two there is one. */
export async function exerciseRollback(context: ControlContext, alias: string, target: number): Promise<void> {
  const section = (await context.store.routeMap.version(target))?.content.aliases[alias];
  if (section === undefined) return;
  const atMs = context.nowMs();
  const routeVersion = context.active().version;
  const body = DrillRunBody.parse({
    drill: "cutover-and-rollback",
    title: "Cutover and rollback",
    alias,
    route_version: routeVersion,
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
  const record = {
    kind: "drill_run",
    id: `demo-rollback-${alias}-v${target}`,
    subject: alias,
    state: "passed",
    body,
  } as const;
  await context.store.control.commit({
    atMs,
    routing: null,
    records: [{ ...record, baseRevision: null, routeVersion }],
    timeline: [],
    audit: null,
  });
}
