import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { RECORD_KINDS } from "../control-store";

/** What the control plane looks after. A row changes by compare-and-swap on `revision` only. `body` is JSON. */
export const controlRecords = sqliteTable(
  "control_records",
  {
    kind: text("kind", { enum: RECORD_KINDS }).notNull(),
    id: text("id").notNull(),
    revision: integer("revision").notNull(),
    subject: text("subject"),
    state: text("state").notNull(),
    routeVersion: integer("route_version"),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    body: text("body").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.id] }),
    index("control_records_created").on(table.kind, table.createdAt),
    index("control_records_subject").on(table.kind, table.subject, table.createdAt),
    index("control_records_state").on(table.kind, table.state, table.createdAt),
    index("control_records_version").on(table.kind, table.routeVersion),
  ],
);

/** What happened to the records, append only. `detail` is JSON. */
export const controlTimeline = sqliteTable(
  "control_timeline",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    at: integer("at").notNull(),
    kind: text("kind", { enum: RECORD_KINDS }).notNull(),
    id: text("id").notNull(),
    subject: text("subject"),
    actor: text("actor").notNull(),
    actorKind: text("actor_kind", { enum: ["person", "token", "system", "anonymous"] }).notNull(),
    event: text("event").notNull(),
    text: text("text").notNull(),
    detail: text("detail").notNull(),
  },
  (table) => [
    index("control_timeline_record").on(table.kind, table.id, table.seq),
    index("control_timeline_subject").on(table.subject, table.seq),
    index("control_timeline_at").on(table.at),
  ],
);
