import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { StoreError } from "../store";
import { CommitLoop } from "./commit-loop";
import { openWriter } from "./connection";
import { takeInstanceLock } from "./instance-lock";
import type { FromWriter, ToWriter, WriterSettings } from "./writer-protocol";

/** Quarters and hours follow the minutes at this distance. */
const SETTLE_AFTER_MS = 1_000;
/** Batches that may share one transaction: a bound on how long the first of them waits. */
const LARGEST_GROUP = 64;

/** The thread that owns the one writing connection. */
function start(port: MessagePort, settings: WriterSettings): void {
  const post = (message: FromWriter): void => port.postMessage(message);
  const lock = takeInstanceLock(settings.file);
  const db = openWriter(settings.file, settings.durability, settings.migrationsDir);
  const loop = new CommitLoop(db, settings.file, post);
  const interruptedRequests = settings.closesInterrupted ? loop.closeInterrupted() : 0;
  let settling: NodeJS.Timeout | null = null;

  const settleLater = (): void => {
    if (settling !== null || !loop.needsSettling) return;
    settling = setTimeout(() => {
      settling = null;
      loop.settle();
      loop.takeCheckpoint(true);
    }, SETTLE_AFTER_MS);
  };

  const finish = (): void => {
    if (settling !== null) clearTimeout(settling);
    loop.settle();
    db.close();
    lock.release();
    post({ type: "closed" });
    port.close();
  };

  port.on("message", (first: ToWriter) => {
    const group: Exclude<ToWriter, { type: "close" }>[] = [];
    let next: ToWriter | undefined = first;
    while (next !== undefined && next.type !== "close") {
      group.push(next);
      next = group.length < LARGEST_GROUP ? (receiveMessageOnPort(port)?.message as ToWriter | undefined) : undefined;
    }
    loop.work(group);
    if (next?.type === "close") finish();
    else {
      settleLater();
      loop.takeCheckpoint(false);
    }
  });

  settleLater();
  post({ type: "ready", interruptedRequests });
}

if (parentPort === null) throw new Error("ledger-worker runs in a worker thread");
try {
  start(parentPort, workerData as WriterSettings);
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  const refusal: FromWriter = { type: "refused_start", kind: error.kind, message: error.message };
  parentPort.postMessage(refusal);
  parentPort.close();
}
