import type { AuditList, AuditQuery } from "@/lib/contract/audit";
import type { AuditEntry, AuditStore } from "../store";
import { toStoredAuditEntry } from "./audit-chain";
import type { ReportThread } from "./report-thread";
import type { WriterThread } from "./writer-thread";

/** Reading the whole chain may take longer than a report. */
const VERIFY_LIMIT_MS = 60_000;

/** The audit trail: appended by the writer, read and verified away from the main thread. */
export class SqliteAuditStore implements AuditStore {
  constructor(
    private readonly writer: WriterThread,
    private readonly reports: ReportThread,
    private readonly spawnReports: () => ReportThread,
  ) {}

  async append(entry: AuditEntry): Promise<void> {
    await this.writer.run({ kind: "append_audit", audit: toStoredAuditEntry(entry) });
  }

  list(query: AuditQuery): Promise<AuditList> {
    return this.reports.run("auditList", [query]);
  }

  async verify(): Promise<{ readonly rows: number; readonly brokenAt: number | null }> {
    const own = this.spawnReports();
    try {
      return await own.run("verifyAudit", [], VERIFY_LIMIT_MS);
    } finally {
      await own.close();
    }
  }
}
