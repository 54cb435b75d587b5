import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Immutable: a version is written once and never changed or deleted. */
export const routeMapVersions = sqliteTable(
  "route_map_versions",
  {
    version: integer("version").primaryKey(),
    createdAt: integer("created_at").notNull(),
    author: text("author").notNull(),
    reason: text("reason"),
    action: text("action", { enum: ["initialised", "shifted", "rolled_back", "activated", "drafted"] }).notNull(),
    /** The alias that changed; null when more than one did. */
    alias: text("alias"),
    baseVersion: integer("base_version"),
    restores: integer("restores"),
    summary: text("summary").notNull(),
    contentHash: text("content_hash").notNull(),
    /** JSON of `RouteMapContent`. */
    content: text("content").notNull(),
  },
  (table) => [index("route_map_versions_created").on(table.createdAt)],
);

/** One row: the version new requests use. Moved by compare-and-swap only. */
export const routeMapPointer = sqliteTable("route_map_pointer", {
  id: integer("id").primaryKey(),
  version: integer("version")
    .notNull()
    .references(() => routeMapVersions.version),
});

/** When a version came into force; a draft that never did has no row. Append only. */
export const routeMapActivations = sqliteTable(
  "route_map_activations",
  {
    version: integer("version")
      .primaryKey()
      .references(() => routeMapVersions.version),
    activatedAt: integer("activated_at").notNull(),
    activatedBy: text("activated_by").notNull(),
  },
  (table) => [index("route_map_activations_at").on(table.activatedAt)],
);
