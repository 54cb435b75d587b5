import { asc, desc, eq, lt } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { RouteMapContent, type RouteMapVersion, type RouteMapVersionSummary } from "@/lib/contract/route-map";
import { routeMapActivations, routeMapPointer, routeMapVersions } from "../schema/route-map";
import { type RouteMapStore, StoreError } from "../store";

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
  activatedAt: routeMapActivations.activatedAt,
  activatedBy: routeMapActivations.activatedBy,
};

interface SummaryRow extends Omit<typeof routeMapVersions.$inferSelect, "content"> {
  readonly activatedAt: number | null;
  readonly activatedBy: string | null;
}

const activation = eq(routeMapActivations.version, routeMapVersions.version);

/** Route map versions: point reads on a reading connection. */
export class SqliteRouteMapStore implements RouteMapStore {
  constructor(private readonly db: BetterSQLite3Database) {}

  async activeNumber(): Promise<number | null> {
    return this.activeVersion();
  }

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
      .leftJoin(routeMapActivations, activation)
      .where(before === null ? undefined : lt(routeMapVersions.version, before))
      .orderBy(desc(routeMapVersions.version))
      .limit(limit)
      .all()
      .map((row) => toSummary(row, active));
  }

  /** One version without its content. Throws a StoreError when it is missing: whoever asks knows that it was written. */
  summary(version: number): RouteMapVersionSummary {
    const row = this.db
      .select(summaryColumns)
      .from(routeMapVersions)
      .leftJoin(routeMapActivations, activation)
      .where(eq(routeMapVersions.version, version))
      .get();
    if (!row) throw new StoreError("corrupt", `Route map version ${version} is active but missing.`);
    return toSummary(row, this.activeVersion());
  }

  private activeVersion(): number | null {
    const row = this.db.select().from(routeMapPointer).orderBy(asc(routeMapPointer.id)).limit(1).get();
    return row?.version ?? null;
  }

  private read(version: number, active: number | null): RouteMapVersion | null {
    const row = this.db
      .select({ ...summaryColumns, content: contentColumn })
      .from(routeMapVersions)
      .leftJoin(routeMapActivations, activation)
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
    activated_at: row.activatedAt === null ? null : new Date(row.activatedAt).toISOString(),
    activated_by: row.activatedBy,
  };
}
