import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type Database from "better-sqlite3";
import { reportQueries } from "../queries/report-queries";
import { StoreError } from "../store";
import { openReader } from "./connection";
import type { FromReportWorker, ReportAnswer, ReportName, ReportOrder } from "./report-protocol";
import { toStoreError } from "./store-failure";

/** Answers named queries on a read-only connection, each from one consistent snapshot. */
function serve(port: MessagePort, file: string): void {
  const db = openReader(file);
  const post = (message: FromReportWorker): void => port.postMessage(message);
  port.on("message", (order: ReportOrder) => {
    let answer: ReportAnswer;
    try {
      const read = db.transaction(() => ask(db, order.name, order.args));
      answer = { id: order.id, json: JSON.stringify(read()) };
    } catch (error) {
      const failure = toStoreError(error, file);
      const kind = failure instanceof StoreError && failure.kind === "corrupt" ? "corrupt" : "unreadable";
      answer = { id: order.id, error: failure.message, kind };
    }
    post(answer);
  });
  post("open");
}

function ask(db: Database.Database, name: ReportName, args: readonly unknown[]): unknown {
  // `ReportThread.run` checks the arguments against the query's own parameters; the channel loses the type.
  const query = reportQueries[name] as (db: Database.Database, ...args: readonly unknown[]) => unknown;
  return query(db, ...args);
}

if (parentPort === null) throw new Error("report-worker runs in a worker thread");
serve(parentPort, (workerData as { file: string }).file);
