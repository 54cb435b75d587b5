import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * The dictionary of configured names (aliases, routes, cohorts, clients, models): the ledger's rows hold its numbers,
 * which keeps an attempt with its indexes within 400 bytes.
 */
export const names = sqliteTable("names", {
  id: integer("id").primaryKey(),
  name: text("name").notNull().unique(),
});
