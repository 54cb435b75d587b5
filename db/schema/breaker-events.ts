import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Every transition of a route's circuit breaker, drawn on the charts. */
export const breakerEvents = sqliteTable(
  "breaker_events",
  {
    id: integer("id").primaryKey(),
    at: integer("at").notNull(),
    route: text("route").notNull(),
    from: text("from_state").notNull(),
    to: text("to_state").notNull(),
    cause: text("cause").notNull(),
    detail: text("detail").notNull(),
  },
  (table) => [index("breaker_events_at").on(table.at)],
);
