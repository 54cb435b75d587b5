import type Database from "better-sqlite3";
import type { RequestDetail } from "@/lib/contract/requests";
import { IDS_PER_REQUEST } from "../sqlite/ledger-rows";
import { Names } from "./read-names";
import { type AttemptRecord, type RequestRecord, toAttemptView, toRequestView } from "./request-rows";

/** One request with its whole chain, candidates never called included; null for an unknown trace id. */
export function requestDetail(db: Database.Database, traceId: string): RequestDetail | null {
  const row = db.prepare<[string], RequestRecord>("select * from requests where trace_id = ?").get(traceId);
  if (!row) return null;
  const names = new Names(db);
  const attempts = db
    .prepare<[number, number], AttemptRecord>("select * from attempts where id >= ? and id < ? order by id")
    .all(row.seq * IDS_PER_REQUEST, (row.seq + 1) * IDS_PER_REQUEST);
  return { request: toRequestView(row, names), attempts: attempts.map((attempt) => toAttemptView(attempt, names)) };
}
