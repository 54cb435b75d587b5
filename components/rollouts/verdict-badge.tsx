import { StatusBadge } from "@/components/ui/status-badge";
import type { StatusKind } from "@/components/ui/status-shape";
import type { GateVerdictView } from "@/lib/contract/gates";

/** Only a gate that acts may look like something a person has to act on. */
export function VerdictBadge({ gate }: { readonly gate: GateVerdictView }) {
  const { status, label } = badgeOf(gate);
  return <StatusBadge status={status} label={label} />;
}

function badgeOf({ verdict, mode }: GateVerdictView): { readonly status: StatusKind; readonly label: string } {
  switch (verdict) {
    case "pass":
      return { status: "healthy", label: "Pass" };
    case "not_enough_data":
      return { status: "no_data", label: "Not enough data" };
    case "fail":
      if (mode === "enforce") return { status: "failing", label: "Fail" };
      return mode === "warn" ? { status: "degraded", label: "Fails" } : { status: "no_data", label: "Would fail" };
  }
}
