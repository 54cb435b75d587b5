import { openSync, writeSync } from "node:fs";
import { openStore } from "@/db/sqlite/open-store";
import { entriesOf, pastRequest, seededRandom } from "./random-history";

/**
 * A process to kill: writes requests through the ledger, several at a time, and notes every entry that was
 * acknowledged to a file that outlives it: the trace id and how many of the request's entries are on disk. A dot on
 * the output tells how far it is.
 */
const [file = "", workersDir = "", firstTrace = "0", notes = ""] = process.argv.slice(2);
const notesFile = openSync(notes, "a");
const store = await openStore({ file, durability: "strict", workersDir });
const random = seededRandom(Number(firstTrace));
let next = Number(firstTrace);

function writeOne(): void {
  next += 1;
  const traceId = next.toString(16).padStart(32, "0");
  const entries = entriesOf(pastRequest(Date.now(), random, { traceId }));
  const step = (i: number): void => {
    const entry = entries[i];
    if (entry === undefined) {
      writeOne();
      return;
    }
    store.ledger.append(entry, (failure) => {
      if (failure !== null) throw new Error(failure.message);
      writeSync(notesFile, `${traceId} ${i + 1} ${entries.length}\n`);
      process.stdout.write(".");
      step(i + 1);
    });
  };
  step(0);
}

for (let i = 0; i < 32; i += 1) writeOne();
