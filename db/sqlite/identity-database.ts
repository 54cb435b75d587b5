import type Database from "better-sqlite3";
import { drizzle, type SqliteRemoteDatabase } from "drizzle-orm/sqlite-proxy";
import { account, session, user, verification } from "../schema/identity";
import type { WriterThread } from "./writer-thread";

export const identityTables = { user, session, account, verification };

export type IdentityDatabase = SqliteRemoteDatabase<typeof identityTables>;

/**
 * People and sessions as a drizzle database: reads are answered at once by the reading connection, writes go through
 * the one writer in order and are on disk when their promise resolves. No transactions across statements.
 */
export function openIdentityDatabase(reader: Database.Database, writer: WriterThread): IdentityDatabase {
  return drizzle(
    async (sql, params, method) => {
      if (/^\s*select\b/i.test(sql)) {
        const rows = reader
          .prepare<unknown[], unknown[]>(sql)
          .raw()
          .all(...params);
        return { rows: method === "get" ? firstRow(rows) : rows };
      }
      if (/^\s*(begin|commit|rollback|savepoint|release)\b/i.test(sql)) {
        throw new Error("identity writes are single statements; a transaction here would span other people's writes");
      }
      const { rows, changes } = await writer.run({ kind: "identity", sql, params, returnsRows: method !== "run" });
      // `changes` is what the adapter of better-auth counts affected rows by.
      return { rows: method === "get" ? firstRow(rows) : rows, changes };
    },
    { schema: identityTables },
  );
}

/** Drizzle takes a missing row of `get` as undefined, which its type leaves out. */
function firstRow(rows: unknown[][]): unknown[] {
  return rows[0] as unknown[];
}
