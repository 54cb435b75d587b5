import type { ContractRowView } from "@/lib/contract/contract-sheet";
import { StatusBadge } from "../ui/status-badge";
import type { StatusKind } from "../ui/status-shape";

const STATUS: Readonly<Record<ContractRowView["state"], StatusKind>> = {
  verified: "healthy",
  stale: "degraded",
  unverified: "no_data",
};
const LABEL: Readonly<Record<ContractRowView["state"], string>> = {
  verified: "Verified",
  stale: "Stale",
  unverified: "Unverified",
};

/** Whether somebody vouches for a row, and whether that was long ago. */
export function ContractStateBadge({ state }: { readonly state: ContractRowView["state"] }) {
  return <StatusBadge status={STATUS[state]} label={LABEL[state]} />;
}
