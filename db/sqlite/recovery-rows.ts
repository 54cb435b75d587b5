import type Database from "better-sqlite3";
import {
  failedClassBit,
  storedAttemptState,
  storedReasonCode,
  storedRequestState,
  storedSignalClass,
} from "@/db/schema/stored-codes";
import { OPEN_COLUMNS, type OpenRow } from "./ledger-rows";

/** The statements that find and close what is still running: after a crash, and to know how far everything is closed. */
export class RecoveryRows {
  private readonly runningRows: Database.Statement<[], OpenRow & { trace_id: string }>;
  private readonly moveMark: Database.Statement<[number | null]>;
  private readonly interruptAttemptRow: Database.Statement<[number]>;
  private readonly interruptRequestRow: Database.Statement<[number, number, number, number]>;

  constructor(db: Database.Database) {
    const interrupted = storedReasonCode.code("gateway_interrupted");
    this.runningRows = db.prepare(
      `select trace_id, ${OPEN_COLUMNS} from requests
       where seq >= coalesce((select open_from_seq from ledger_mark), 0) and state = 0 order by seq`,
    );
    this.moveMark = db.prepare(
      `insert into ledger_mark (id, open_from_seq) values (1, coalesce(?, (select max(seq) + 1 from requests), 0))
       on conflict (id) do update set open_from_seq = excluded.open_from_seq`,
    );
    this.interruptAttemptRow = db.prepare(
      `update attempts set state = ${storedAttemptState.code("interrupted")},
         error_class = ${storedSignalClass.code("gateway_interrupted")}, reason_code = ${interrupted}
       where id = ? and state = 0`,
    );
    this.interruptRequestRow = db.prepare(
      `update requests set state = ${storedRequestState.code("interrupted")}, reason_code = ${interrupted},
         retry_count = ?, fallback_attempted = ?, failed_classes = failed_classes | ?
       where seq = ? and state = 0`,
    );
  }

  /** Every request that is still running, oldest first. */
  running(): (OpenRow & { trace_id: string })[] {
    return this.runningRows.all();
  }

  /** Remembers that everything before `oldestOpenSeq` is closed; null says that nothing is open. */
  closedBefore(oldestOpenSeq: number | null): void {
    this.moveMark.run(oldestOpenSeq);
  }

  /** The numbers of those of `ids` that were running; nobody saw them end, so they get no latency. */
  interruptAttempts(ids: readonly number[]): Set<number> {
    return new Set(ids.filter((id) => this.interruptAttemptRow.run(id).changes > 0));
  }

  interruptRequest(seq: number, retryCount: number, isFallback: boolean, hadRunningCall: boolean): boolean {
    const failed = hadRunningCall ? failedClassBit("gateway_interrupted") : 0;
    return this.interruptRequestRow.run(retryCount, isFallback ? 1 : 0, failed, seq).changes > 0;
  }
}
