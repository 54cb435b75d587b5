import { formatCount } from "@/components/ui/format-count";
import type { GateReport } from "@/lib/contract/gates";

/** What the gates' verdicts rest on: how many requests of both arms since which version, and whether they compare. */
export function evidenceNote(report: GateReport): string {
  const canary = `${formatCount(report.canary_requests)} canary requests since v${report.from_version}`;
  const ratio = report.sample_ratio;
  if (ratio === null) return canary;
  const control = `${formatCount(report.control_requests)} in the control group`;
  return ratio.is_mismatch ? `${canary}, ${control}: the split is not even` : `${canary}, ${control}`;
}
