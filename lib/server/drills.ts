import { version as node } from "node:process";
import type { Logger } from "pino";
import type { SqliteStore } from "@/db/sqlite/open-store";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import type { ControlContext } from "@/lib/control/context";
import { DrillDesk } from "@/lib/control/drill-desk";
import { keepEvidence } from "@/lib/control/keep-evidence";
import { settleDrills } from "@/lib/control/settle-drills";
import type { TrafficPulse } from "@/lib/control/traffic-pulse";
import type { Redactor } from "@/lib/core/redact";
import { newTraceId } from "@/lib/gateway/trace-id";
import type { Upstream } from "@/lib/upstream/upstream";
import { version } from "../../package.json";
import { openDrillLane } from "./drill-lane";

interface DrillSources {
  readonly control: ControlContext;
  readonly store: SqliteStore;
  readonly upstream: Upstream;
  readonly pulse: TrafficPulse;
  readonly redact: Redactor;
  readonly log: Logger;
}

/** The desk that runs this instance's drills. What a process before this one left unfinished is settled first. */
export async function createDrillDesk({
  control,
  store,
  upstream,
  pulse,
  redact,
  log,
}: DrillSources): Promise<DrillDesk> {
  const settled = await settleDrills(control);
  if (settled > 0) log.warn({ drills: settled }, "drills of an ended process were marked as interrupted");
  const onDefect = (error: unknown) => log.error({ err: error }, "a drill met a defect");
  const lane = {
    upstream,
    ledger: store.ledger,
    redact,
    nowMs: Date.now,
    random: Math.random,
    compile: (version: Parameters<typeof compileSnapshot>[0]) => compileSnapshot(version, control.contracts.book()),
    onDefect,
  };
  const environment = { switchyard: version, node, commit: null };
  return new DrillDesk({
    context: control,
    openLane: (order) => openDrillLane(lane, order),
    realTraffic: (fromMs, toMs) => pulse.between(fromMs, toMs),
    newRunId: (atMs) => newTraceId(atMs),
    onDefect,
    keepEvidence: (execution) => keepEvidence(control, execution, environment),
  });
}
