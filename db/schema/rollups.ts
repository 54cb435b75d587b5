import { blob, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What one rollup row is about: a slice of time, and everything the console groups or filters by. */
const seriesKey = {
  id: integer("id").primaryKey(),
  resolution: integer("resolution").notNull(),
  /** Epoch milliseconds of the start of the bucket; requests and their calls count where the request started. */
  bucketAt: integer("bucket_at").notNull(),
  kind: integer("kind").notNull(),
  aliasId: integer("app_model_alias_id").notNull(),
  /** Requests: the route that decided the outcome; 0 when no route was called. */
  routeId: integer("llm_route_id").notNull(),
  routeVersion: integer("llm_route_version").notNull(),
  cohortId: integer("cohort_id").notNull(),
  arm: integer("arm").notNull(),
  isControl: integer("is_control").notNull(),
};

const figures = {
  /** Serialised sketches of milliseconds (lib/core/sketch); null when nothing was measured. */
  latency: blob("latency", { mode: "buffer" }),
  timeToFirstToken: blob("time_to_first_token", { mode: "buffer" }),
  inputTokenCount: integer("input_token_count").notNull(),
  outputTokenCount: integer("output_token_count").notNull(),
  /** US dollars; null when no row had a known price. */
  cost: real("cost"),
};

/** Provider calls, folded in the transaction that records their outcome. Skipped candidates are counted apart. */
export const attemptRollups = sqliteTable(
  "attempt_rollups",
  {
    ...seriesKey,
    attempts: integer("attempts").notNull(),
    retries: integer("retries").notNull(),
    fallbacks: integer("fallbacks").notNull(),
    slow: integer("slow").notNull(),
    /** JSON object: attempts by signal class, `ok` included. */
    classes: text("classes").notNull(),
    /** JSON object: candidates never called, by reason code. */
    skipped: text("skipped").notNull(),
    ...figures,
  },
  (table) => [
    uniqueIndex("attempt_rollups_series").on(
      table.resolution,
      table.bucketAt,
      table.aliasId,
      table.kind,
      table.routeId,
      table.routeVersion,
      table.cohortId,
      table.arm,
      table.isControl,
    ),
  ],
);

/** User requests, folded in the transaction that closes them. */
export const requestRollups = sqliteTable(
  "request_rollups",
  {
    ...seriesKey,
    requests: integer("requests").notNull(),
    failed: integer("failed").notNull(),
    /** JSON object: requests by final state. */
    states: text("states").notNull(),
    /** JSON object: requests by the reason code of their final outcome. */
    reasons: text("reasons").notNull(),
    /** JSON object: requests by the reason code that caused a fallback. */
    fallbackReasons: text("fallback_reasons").notNull(),
    ...figures,
  },
  (table) => [
    uniqueIndex("request_rollups_series").on(
      table.resolution,
      table.bucketAt,
      table.aliasId,
      table.kind,
      table.routeId,
      table.routeVersion,
      table.cohortId,
      table.arm,
      table.isControl,
    ),
  ],
);

/** Coarse buckets whose rows are older than the minutes they sum up; a start rebuilds them from those minutes. */
export const rollupMarks = sqliteTable(
  "rollup_marks",
  {
    resolution: integer("resolution").notNull(),
    bucketAt: integer("bucket_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.resolution, table.bucketAt] })],
);
