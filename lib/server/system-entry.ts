import type { AuditEntry } from "@/db/store";

/** An audit row for what the server does by itself at a start. */
export function systemEntry(
  entry: Pick<AuditEntry, "atMs" | "action" | "object" | "before" | "after" | "reason">,
): AuditEntry {
  return { ...entry, actor: "system", actorKind: "system", outcome: "done", traceId: null, routeVersion: null };
}
