import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The audit trail: `hash` covers the row and the hash of the row before it. `before` and `after` are JSON. */
export const audit = sqliteTable(
  "audit",
  {
    seq: integer("seq").primaryKey(),
    at: integer("at").notNull(),
    actor: text("actor").notNull(),
    actorKind: text("actor_kind", { enum: ["person", "token", "system", "anonymous"] }).notNull(),
    action: text("action").notNull(),
    object: text("object").notNull(),
    outcome: text("outcome", { enum: ["done", "refused"] }).notNull(),
    before: text("before").notNull(),
    after: text("after").notNull(),
    reason: text("reason"),
    traceId: text("trace_id"),
    routeVersion: integer("route_version"),
    hash: text("hash").notNull(),
  },
  (table) => [
    index("audit_action").on(table.action, table.seq),
    index("audit_actor").on(table.actor, table.seq),
    index("audit_object").on(table.object, table.seq),
  ],
);

/** One row: the newest link of the chain, so that a cut-off end is found too. */
export const auditHead = sqliteTable("audit_head", {
  id: integer("id").primaryKey(),
  seq: integer("seq").notNull(),
  hash: text("hash").notNull(),
});
