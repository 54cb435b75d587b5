import type { DrillRunStateName } from "@/lib/contract/drill";
import { StatusBadge } from "../ui/status-badge";
import type { StatusKind } from "../ui/status-shape";

const BADGES: Readonly<Record<DrillRunStateName, readonly [StatusKind, string]>> = {
  planned: ["waiting", "Planned"],
  running: ["waiting", "Running"],
  stopping: ["waiting", "Ending"],
  passed: ["healthy", "Passed"],
  failed: ["failing", "Failed"],
  stopped: ["degraded", "Stopped"],
  aborted: ["degraded", "Aborted"],
  interrupted: ["degraded", "Interrupted"],
};

/** How a run stands: shape, word and colour. */
export function DrillStateBadge({ state }: { readonly state: DrillRunStateName }) {
  const [status, label] = BADGES[state];
  return <StatusBadge status={status} label={label} />;
}
