import { DrillRunBody } from "@/lib/contract/drill";
import type { ControlContext } from "@/lib/control/context";
import { isoTime } from "@/lib/control/iso-time";
import { sectionHash } from "@/lib/control/section-hash";

/** Keeps a passed cutover-and-rollback run, as a drill would: going back to this version of the alias is exercised. */
export async function exerciseRollback(
  context: ControlContext,
  alias: string,
  version = context.active().version,
  untilMs = context.nowMs() + 86_400_000,
): Promise<void> {
  const section = (await context.store.routeMap.version(version))?.content.aliases[alias];
  if (section === undefined) throw new Error(`there is no alias ${alias} in v${version}`);
  const atMs = context.nowMs();
  const body = DrillRunBody.parse({
    drill: "cutover-and-rollback",
    title: "Cutover and rollback",
    alias,
    route_version: version,
    started_by: "system",
    reason: null,
    started_at: isoTime(atMs),
    hard_end_at: isoTime(atMs),
    ended_at: isoTime(atMs),
    sentence: "Passed.",
    detection_ms: null,
    recovery_ms: null,
    steps: [],
    log: [],
    real_traffic: { requests: 0, failures: 0 },
    part_of: null,
    parts: [],
    exercised: {
      rollback_route_version: version,
      rollback_section_hash: sectionHash(section),
      until: isoTime(untilMs),
    },
  });
  const id = `exercise-${alias}-${version}-${untilMs}`;
  const record = { kind: "drill_run", id, baseRevision: null, subject: alias, state: "passed", body } as const;
  const records = [{ ...record, routeVersion: version }];
  // A second one of the same version says the same and is not written.
  await context.store.control.commit({ atMs, routing: null, records, timeline: [], audit: null });
}
