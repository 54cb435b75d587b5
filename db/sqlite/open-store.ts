import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Store } from "../store";
import { SqliteAuditStore } from "./audit-store";
import { type Durability, openReader } from "./connection";
import { SqliteControlStore } from "./control-store";
import { SqliteDirectoryStore } from "./directory-store";
import { type IdentityDatabase, identityTables, openIdentityDatabase } from "./identity-database";
import { LedgerClient } from "./ledger-client";
import { SqlitePeopleStore } from "./people-store";
import { SqliteReportStore } from "./report-store";
import { ReportThread } from "./report-thread";
import { SqliteRouteMapStore } from "./route-map-store";
import type { WriterSettings } from "./writer-protocol";
import { WriterThread } from "./writer-thread";

export interface StoreOptions {
  /** Path of the database file; it and its folder are created when absent. */
  readonly file: string;
  readonly durability: Durability;
  /** Default `db/migrations` below the working directory. */
  readonly migrationsDir?: string;
  /** Where the bundled workers are. Default `dist/workers` below the working directory. */
  readonly workersDir?: string;
  /** Ledger entries that may wait; a request makes two or more. Default 20,000. */
  readonly queueLimit?: number;
  readonly now?: () => number;
}

/** The store of one instance in one SQLite file. */
export interface SqliteStore extends Store {
  readonly file: string;
  /** People and sessions for better-auth's drizzle adapter (`provider: "sqlite"`, `schema: identity.tables`). */
  readonly identity: { readonly database: IdentityDatabase; readonly tables: typeof identityTables };
  /** Resolves when everything appended so far is settled. */
  drained(): Promise<void>;
  /** Resolves when everything appended so far is written and every resolution of the rollups is up to date. */
  settled(): Promise<void>;
}

/**
 * Opens or creates the database, migrates it and closes what a crash left open; then nothing is `running`.
 * Rejects with a StoreError of one sentence when the file is damaged, too new, in use or unreadable.
 */
export async function openStore(options: StoreOptions): Promise<SqliteStore> {
  const { file, durability, queueLimit = 20_000, now = Date.now } = options;
  const workersDir = resolve(options.workersDir ?? join("dist", "workers"));
  const migrationsDir = resolve(options.migrationsDir ?? join("db", "migrations"));
  const ledger = new LedgerClient(durability, queueLimit, now, () => writer);
  const writer: WriterThread = new WriterThread((isReplacement) => {
    const workerData: WriterSettings = { file, durability, migrationsDir, closesInterrupted: !isReplacement };
    return new Worker(join(workersDir, "ledger-worker.js"), { workerData });
  }, ledger);
  await writer.start();

  const reader = openReader(file);
  const db = drizzle(reader);
  const spawnReports = (): ReportThread =>
    new ReportThread(() => new Worker(join(workersDir, "report-worker.js"), { workerData: { file } }));
  const reports = spawnReports();
  const routeMap = new SqliteRouteMapStore(db);

  return {
    file,
    ledger,
    routeMap,
    control: new SqliteControlStore(db, writer, routeMap),
    directory: new SqliteDirectoryStore(db, writer),
    people: new SqlitePeopleStore(reader),
    audit: new SqliteAuditStore(writer, reports, spawnReports),
    reports: new SqliteReportStore(reports, ledger, now),
    identity: { database: openIdentityDatabase(reader, writer), tables: identityTables },
    ledgerFigures: () => ledger.figures(),
    recordBreaker: async (event) => {
      await writer.run({ kind: "breaker_event", event });
    },
    drained: () => ledger.drained(),
    settled: async () => {
      await ledger.drained();
      await writer.run({ kind: "settle_rollups" });
    },
    close: async () => {
      ledger.stop();
      await ledger.drained();
      await reports.close();
      reader.close();
      await writer.close();
    },
  };
}
