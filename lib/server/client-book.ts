import type { ClientRecord } from "@/db/store";
import type { Client, ClientDirectory } from "@/lib/gateway/client-directory";

/** The longest wait a timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Runs something later; returns how to call it off. */
export type After = (waitMs: number, run: () => void) => () => void;

/**
 * The clients the gateway of this process knows. A change counts from the next request on; a key that was only to work
 * until its successor was rolled out leaves by itself.
 */
export class ClientBook {
  #directory: ClientDirectory = new Map();
  #callOff: () => void = () => undefined;

  constructor(
    private readonly after: After,
    private readonly nowMs: () => number,
  ) {}

  get directory(): ClientDirectory {
    return this.#directory;
  }

  /** Takes over the clients as kept. */
  admit(records: readonly ClientRecord[]): void {
    const nowMs = this.nowMs();
    this.#directory = clientDirectory(records, nowMs);
    this.#callOff();
    const ends = records.flatMap(({ previousKey }) => (previousKey === null ? [] : [previousKey.untilMs]));
    const next = Math.min(...ends.filter((endMs) => endMs > nowMs));
    this.#callOff = Number.isFinite(next)
      ? this.after(Math.min(next - nowMs, LONGEST_TIMER_MS), () => this.admit(records))
      : () => undefined;
  }

  close(): void {
    this.#callOff();
  }
}

function clientDirectory(records: readonly ClientRecord[], nowMs: number): ClientDirectory {
  return new Map(
    records.flatMap((record): [string, Client][] => {
      const client = {
        id: record.id,
        tenant: record.tenant,
        requestsPerMinute: record.requestsPerMinute,
        concurrent: record.concurrent,
        isRevoked: record.revokedAtMs !== null,
      };
      const { previousKey } = record;
      const isOverlapping = previousKey !== null && previousKey.untilMs > nowMs;
      return isOverlapping
        ? [
            [record.keyHash, client],
            [previousKey.hash, client],
          ]
        : [[record.keyHash, client]];
    }),
  );
}
