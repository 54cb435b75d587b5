import type { AuditList, AuditQuery } from "@/lib/contract/audit";
import type { ControlContext } from "./context";

/** The audit trail, newest first. */
export async function readAudit(context: ControlContext, query: AuditQuery): Promise<AuditList> {
  return context.store.audit.list(query);
}
