import type { ControlContext } from "@/lib/control/context";
import { isoTime } from "@/lib/control/iso-time";
import { sectionHash } from "@/lib/control/section-hash";

/** Keeps a passed cutover-and-rollback run of the alias as it is now, as a drill would: its way back counts as exercised. */
export async function exerciseRollback(context: ControlContext, alias: string): Promise<void> {
  const active = context.active();
  const section = active.content.aliases[alias];
  if (section === undefined) throw new Error(`there is an alias ${alias}`);
  const exercised = {
    rollback_route_version: active.version,
    rollback_section_hash: sectionHash(section),
    until: isoTime(context.nowMs() + 86_400_000),
  };
  await context.store.control.commit({
    atMs: context.nowMs(),
    routing: null,
    records: [
      {
        kind: "drill_run",
        id: `exercise-${active.version}`,
        baseRevision: null,
        subject: alias,
        state: "passed",
        routeVersion: active.version,
        body: { exercised },
      },
    ],
    timeline: [],
    audit: null,
  });
}
