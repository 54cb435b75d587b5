"use client";

import { useQuery } from "@tanstack/react-query";
import { GateTable } from "@/components/rollouts/gate-table";
import { formatCount } from "@/components/ui/format-count";
import { Panel } from "@/components/ui/panel";
import { canaryQuery } from "@/lib/client/queries";
import type { GateReport } from "@/lib/contract/gates";

/** What the gates say of the canary's present share; nothing where nobody is on a canary. */
export function GatesPanel({ alias }: { readonly alias: string }) {
  const { data: canary } = useQuery(canaryQuery(alias));
  if (canary?.gates == null) return null;
  const { gates: report } = canary;
  return (
    <Panel title="Does the canary hold up?" note={noteOf(report)} isFlush>
      <GateTable gates={report.gates} />
    </Panel>
  );
}

function noteOf(report: GateReport): string {
  const canary = `${formatCount(report.canary_requests)} canary requests since v${report.from_version}`;
  const ratio = report.sample_ratio;
  if (ratio === null) return canary;
  const control = `${formatCount(report.control_requests)} in the control group`;
  return ratio.is_mismatch ? `${canary}, ${control}: the split is not even` : `${canary}, ${control}`;
}
