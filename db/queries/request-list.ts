import type Database from "better-sqlite3";
import type { RequestList, RequestListQuery } from "@/lib/contract/requests";
import { storedRequestState } from "../schema/stored-codes";
import { type PageSpan, pageSpans } from "./page-spans";
import { Names } from "./read-names";
import { type Condition, type RequestFilter, requestFilter } from "./request-filter";
import { requestHistogram } from "./request-histogram";
import { CHAIN_COLUMNS, type ChainRecord, type RequestRecord, toChainLink, toRequestView } from "./request-rows";
import { iso } from "./window-plan";

/** How far back a list without `from` looks. */
const DEFAULT_SPAN_MS = 24 * 60 * 60_000;

const RUNNING = storedRequestState.code("running");

/** The last row of the page before. */
interface Cursor {
  readonly startedAt: number;
  readonly seq: number;
}

/** Requests newest first, each with its chain. Filters may name anything; what the ledger has never seen matches nothing. */
export function requestList(db: Database.Database, query: RequestListQuery, nowMs: number): RequestList {
  const toMs = query.to === undefined ? nowMs : Date.parse(query.to);
  const fromMs = query.from === undefined ? toMs - DEFAULT_SPAN_MS : Date.parse(query.from);
  const names = new Names(db);
  const filter = requestFilter(query, names);
  const within = { fromMs, toMs };
  const rows = filter === null ? [] : newestRows(db, filter, within, parseCursor(query.cursor), query.limit + 1);
  const page = rows.slice(0, query.limit);
  const chains = readChains(db, page);
  const last = page.at(-1);
  return {
    requests: page.map((row) => ({
      ...toRequestView(row, names),
      attempts: (chains.get(row.seq) ?? []).map((attempt) => toChainLink(attempt, names)),
    })),
    next_cursor: rows.length > query.limit && last ? formatCursor(last) : null,
    from: iso(fromMs),
    to: iso(toMs),
    ...requestHistogram(db, filter, query, within),
  };
}

/** Finished requests span by span, and the few that are still running. */
function newestRows(
  db: Database.Database,
  filter: RequestFilter,
  within: PageSpan,
  cursor: Cursor | null,
  limit: number,
): RequestRecord[] {
  const conditions = [...filter.rows, ...(cursor === null ? [] : [before(cursor)])];
  const running = readRows(
    db,
    // On the primary key: few rows are that new, many may be in the span.
    "requests r not indexed",
    [
      ...conditions,
      { sql: "r.started_at between ? and ?", values: [within.fromMs, within.toMs] },
      { sql: `r.state = ${RUNNING} and r.seq >= coalesce((select open_from_seq from ledger_mark), 0)`, values: [] },
    ],
    limit,
  );
  if (filter.isRunningOnly) return running;
  const finished: RequestRecord[] = [];
  const upTo = cursor === null ? within.toMs : Math.min(within.toMs, cursor.startedAt);
  for (const span of pageSpans(db, filter, { fromMs: within.fromMs, toMs: upTo }, limit)) {
    const inSpan = { sql: "r.started_at between ? and ?", values: [span.fromMs, span.toMs] };
    const done = { sql: `r.state <> ${RUNNING}`, values: [] };
    finished.push(...readRows(db, "requests r", [...conditions, inSpan, done], limit - finished.length));
    if (finished.length >= limit) break;
  }
  return [...running, ...finished].sort((a, b) => b.started_at - a.started_at || b.seq - a.seq).slice(0, limit);
}

function readRows(
  db: Database.Database,
  from: string,
  conditions: readonly Condition[],
  limit: number,
): RequestRecord[] {
  return db
    .prepare<(string | number)[], RequestRecord>(
      `select r.* from ${from} where ${conditions.map(({ sql }) => sql).join(" and ")}
       order by r.started_at desc, r.seq desc limit ?`,
    )
    .all(...conditions.flatMap(({ values }) => values), limit);
}

/** The chains of a page by `seq`, in one query. A cross join is never reordered: one range of attempts a request. */
function readChains(db: Database.Database, page: readonly RequestRecord[]): Map<number, ChainRecord[]> {
  const chains = new Map<number, ChainRecord[]>();
  const attempts = db
    .prepare<[string], ChainRecord & { seq: number }>(
      `select s.value as seq, ${CHAIN_COLUMNS.split(", ")
        .map((column) => `a.${column}`)
        .join(", ")}
       from json_each(?) s cross join attempts a on a.id >= s.value * 256 and a.id < (s.value + 1) * 256 order by a.id`,
    )
    .all(JSON.stringify(page.map((row) => row.seq)));
  for (const attempt of attempts) {
    const chain = chains.get(attempt.seq) ?? [];
    chain.push(attempt);
    chains.set(attempt.seq, chain);
  }
  return chains;
}

function before(cursor: Cursor): Condition {
  const { startedAt, seq } = cursor;
  return { sql: "(r.started_at < ? or (r.started_at = ? and r.seq < ?))", values: [startedAt, startedAt, seq] };
}

function formatCursor(row: RequestRecord): string {
  return Buffer.from(`${row.started_at}.${row.seq}`).toString("base64url");
}

/** A cursor that was not ours starts from the newest row. */
function parseCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [startedAt, seq] = Buffer.from(text, "base64url").toString().split(".").map(Number);
  if (!Number.isSafeInteger(startedAt) || !Number.isSafeInteger(seq)) return null;
  return { startedAt: startedAt ?? 0, seq: seq ?? 0 };
}
