import { asc, desc, eq, lt } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { RouteMapContent, type RouteMapVersion, type RouteMapVersionSummary } from "@/lib/contract/route-map";
import { routeMapPointer, routeMapVersions } from "../schema/route-map";
import { type AuditEntry, type PublishResult, type RouteMapStore, StoreError, type VersionDraft } from "../store";
import { toStoredAuditEntry } from "./audit-chain";
import type { WriterThread } from "./writer-thread";

const { content: contentColumn, ...summaryColumns } = {
  version: routeMapVersions.version,
  createdAt: routeMapVersions.createdAt,
  author: routeMapVersions.author,
  reason: routeMapVersions.reason,
  action: routeMapVersions.action,
  alias: routeMapVersions.alias,
  baseVersion: routeMapVersions.baseVersion,
  restores: routeMapVersions.restores,
  summary: routeMapVersions.summary,
  contentHash: routeMapVersions.contentHash,
  content: routeMapVersions.content,
};

type SummaryRow = Omit<typeof routeMapVersions.$inferSelect, "content">;

/** Route map versions: point reads on a reading connection, publishing through the writer. */
export class SqliteRouteMapStore implements RouteMapStore {
  constructor(
    private readonly db: BetterSQLite3Database,
    private readonly writer: WriterThread,
  ) {}

  async active(): Promise<RouteMapVersion | null> {
    const version = this.activeVersion();
    return version === null ? null : this.read(version, version);
  }

  async version(version: number): Promise<RouteMapVersion | null> {
    return this.read(version, this.activeVersion());
  }

  async versions(before: number | null, limit: number): Promise<RouteMapVersionSummary[]> {
    const active = this.activeVersion();
    return this.db
      .select(summaryColumns)
      .from(routeMapVersions)
      .where(before === null ? undefined : lt(routeMapVersions.version, before))
      .orderBy(desc(routeMapVersions.version))
      .limit(limit)
      .all()
      .map((row) => toSummary(row, active));
  }

  async publish(draft: VersionDraft, audit: AuditEntry): Promise<PublishResult> {
    const result = await this.writer.run({
      kind: "publish",
      draft: { ...draft, content: JSON.stringify(draft.content) },
      audit: toStoredAuditEntry(audit),
    });
    if ("published" in result) return { kind: "published", version: result.published };
    const active = this.db
      .select(summaryColumns)
      .from(routeMapVersions)
      .where(eq(routeMapVersions.version, result.conflictWith))
      .get();
    if (!active) throw new StoreError("corrupt", `Route map version ${result.conflictWith} is active but missing.`);
    return { kind: "conflict", active: toSummary(active, this.activeVersion()) };
  }

  private activeVersion(): number | null {
    const row = this.db.select().from(routeMapPointer).orderBy(asc(routeMapPointer.id)).limit(1).get();
    return row?.version ?? null;
  }

  private read(version: number, active: number | null): RouteMapVersion | null {
    const row = this.db
      .select({ ...summaryColumns, content: contentColumn })
      .from(routeMapVersions)
      .where(eq(routeMapVersions.version, version))
      .get();
    if (!row) return null;
    return { ...toSummary(row, active), content: RouteMapContent.parse(JSON.parse(row.content)) };
  }
}

function toSummary(row: SummaryRow, active: number | null): RouteMapVersionSummary {
  return {
    version: row.version,
    created_at: new Date(row.createdAt).toISOString(),
    author: row.author,
    reason: row.reason,
    action: row.action,
    alias: row.alias,
    base_version: row.baseVersion,
    restores: row.restores,
    content_hash: row.contentHash,
    summary: row.summary,
    is_active: row.version === active,
  };
}
