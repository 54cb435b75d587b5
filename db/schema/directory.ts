import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Callers of the gateway. Only the hash of a key is kept. */
export const clients = sqliteTable("clients", {
  id: text("id").primaryKey(),
  keyHash: text("key_hash").notNull().unique(),
  tenant: text("tenant"),
  requestsPerMinute: integer("requests_per_minute"),
  concurrent: integer("concurrent"),
  revokedAt: integer("revoked_at"),
  /** Null for a key made before this was kept. */
  keyMadeAt: integer("key_made_at"),
  /** A rotated key that still works until its end. */
  previousKeyHash: text("previous_key_hash"),
  previousKeyUntil: integer("previous_key_until"),
});

/** Access tokens for automation. `roles` is a JSON array. */
export const tokens = sqliteTable("tokens", {
  id: text("id").primaryKey(),
  tokenHash: text("token_hash").notNull().unique(),
  roles: text("roles").notNull(),
  revokedAt: integer("revoked_at"),
  /** Null for a token made before this was kept. */
  madeAt: integer("made_at"),
  /** E-mail address of the person; null for one that the configuration file brought. */
  madeBy: text("made_by"),
});

/** Provider keys as AES-256-GCM ciphertext, each bound to the host it was entered for. */
export const providerKeys = sqliteTable("provider_keys", {
  provider: text("provider").primaryKey(),
  host: text("host").notNull(),
  sealed: text("sealed").notNull(),
  lastFour: text("last_four").notNull(),
  replacedAt: integer("replaced_at").notNull(),
  /** `file` or `console`: a key entered in the console is not replaced by the file's. */
  enteredIn: text("entered_in", { enum: ["file", "console"] })
    .notNull()
    .default("file"),
});
