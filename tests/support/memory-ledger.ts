import type {
  AttemptIntent,
  AttemptOutcome,
  Ledger,
  LedgerEntry,
  LedgerFailure,
  RequestIntent,
  RequestOutcome,
  SkippedCandidate,
} from "@/lib/core/ledger-record";

export interface RecordedRequest {
  open: RequestIntent | null;
  close: RequestOutcome | null;
  readonly attempts: AttemptIntent[];
  readonly outcomes: AttemptOutcome[];
  readonly skipped: SkippedCandidate[];
}

/** A ledger that keeps what it is given, in order, and refuses to accept a record that makes no sense. */
export class MemoryLedger implements Ledger {
  readonly requests = new Map<string, RecordedRequest>();
  /** When set, every further entry is refused with it. */
  failure: LedgerFailure | null = null;

  append(entry: LedgerEntry, onSettled: (failure: LedgerFailure | null) => void): void {
    if (this.failure === null) this.#take(entry);
    const { failure } = this;
    queueMicrotask(() => onSettled(failure));
  }

  /** The only request so far. */
  get only(): RecordedRequest {
    const [first, second] = [...this.requests.values()];
    if (first === undefined || second !== undefined)
      throw new Error(`expected one request, found ${this.requests.size}`);
    return first;
  }

  #take({ traceId, open, attempt, outcome, skipped, close }: LedgerEntry): void {
    let request = this.requests.get(traceId);
    if (open !== undefined) {
      if (request !== undefined) throw new Error("a request was opened twice");
      request = { open, close: null, attempts: [], outcomes: [], skipped: [] };
      this.requests.set(traceId, request);
    }
    if (request === undefined) throw new Error("a record came before its request was opened");
    if (request.close !== null) throw new Error("a record came after its request was closed");
    if (outcome !== undefined) {
      if (!request.attempts.some(({ n }) => n === outcome.n)) throw new Error("an outcome came without its attempt");
      request.outcomes.push(outcome);
    }
    if (skipped !== undefined) request.skipped.push(...skipped);
    if (attempt !== undefined) request.attempts.push(attempt);
    if (close !== undefined) {
      if (request.outcomes.length !== request.attempts.length)
        throw new Error("a request was closed with an attempt open");
      request.close = close;
    }
  }
}
