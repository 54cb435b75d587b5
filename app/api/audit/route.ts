import { AuditList, AuditQuery } from "@/lib/contract/audit";
import { adapt } from "@/lib/server/api";
import { readAudit } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "audit.read",
  query: AuditQuery,
  output: AuditList,
  run: ({ query }, { runtime }) => readAudit(runtime.control, query),
});
