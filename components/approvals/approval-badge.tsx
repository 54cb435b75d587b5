import type { ApprovalState } from "@/lib/contract/approval";
import { StatusBadge } from "../ui/status-badge";
import type { StatusKind } from "../ui/status-shape";

const BADGES: Readonly<Record<ApprovalState, readonly [StatusKind, string]>> = {
  waiting: ["waiting", "Waiting"],
  approved: ["healthy", "Approved"],
  rejected: ["degraded", "Rejected"],
  expired: ["no_data", "Expired"],
  void: ["no_data", "Void"],
};

/** How an approval stands: shape, word and colour. */
export function ApprovalBadge({ state }: { readonly state: ApprovalState }) {
  const [status, label] = BADGES[state];
  return <StatusBadge status={status} label={label} />;
}
