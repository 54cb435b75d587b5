import type { Store } from "@/db/store";
import type { LedgerEntry, RequestIntent } from "@/lib/core/ledger-record";
import { attemptIntent, failed, requestIntent, requestOutcome, served } from "./ledger-fixtures";

/** What one recorded request was; everything else comes from the ledger fixtures. */
export type RecordedRequest = Pick<RequestIntent, "alias" | "cohort" | "arm" | "routeVersion"> & {
  readonly atMs: number;
  readonly route: string;
  readonly isFailed?: boolean;
};

/** Records a finished request of one attempt the way the gateway does, and waits until it is durable. */
export async function recordRequest(store: Store, request: RecordedRequest): Promise<void> {
  const { atMs, route, isFailed = false, ...rest } = request;
  const open = requestIntent({ ...rest, startedAtMs: atMs });
  const entry: LedgerEntry = {
    traceId: open.traceId,
    open,
    attempt: attemptIntent({ startedAtMs: atMs, route, routeVersion: rest.routeVersion }),
    outcome: isFailed ? failed({ errorClass: "server_error", detail: null, next: "gave_up" }) : served(),
    close: isFailed
      ? requestOutcome({ state: "failed", httpStatus: 503, reasonCode: "primary_transient_error", route: null })
      : requestOutcome({ route }),
  };
  const failure = await new Promise((resolve) => store.ledger.append(entry, resolve));
  if (failure !== null) throw new Error(JSON.stringify(failure));
}
