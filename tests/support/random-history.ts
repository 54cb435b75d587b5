import type {
  AttemptIntent,
  AttemptOutcome,
  LedgerEntry,
  RequestIntent,
  RequestOutcome,
} from "@/lib/core/ledger-record";
import { attemptIntent, failed, nextTraceId, requestIntent, requestOutcome, served } from "./ledger-fixtures";

/** A finished request as the ledger should remember it: what the exact figures are computed from. */
export interface PastRequest {
  readonly open: RequestIntent;
  readonly attempts: readonly { readonly intent: AttemptIntent; readonly outcome: AttemptOutcome }[];
  readonly close: RequestOutcome;
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A request with one to three calls: most served at once, some saved by a retry or a fallback, a few failed. */
export function pastRequest(
  startedAtMs: number,
  random: () => number,
  overrides: Partial<RequestIntent> = {},
): PastRequest {
  const isCanary = random() < 0.2;
  const open = requestIntent({
    traceId: nextTraceId(),
    startedAtMs,
    alias: random() < 0.7 ? "support-summary-v3" : "internal-triage-v1",
    cohort: random() < 0.3 ? "internal" : "general",
    arm: isCanary ? "canary" : "stable",
    routeVersion: random() < 0.5 ? 41 : 42,
    ...overrides,
  });
  const primary = isCanary ? "comet-chat" : "openai-chat";
  const other = isCanary ? "openai-chat" : "comet-chat";
  const attempts: { intent: AttemptIntent; outcome: AttemptOutcome }[] = [];
  const call = (purpose: AttemptIntent["purpose"], route: string, outcome: AttemptOutcome): void => {
    const n = attempts.length + 1;
    const intent = {
      n,
      purpose,
      route,
      provider: route.split("-")[0] ?? route,
      startedAtMs,
      routeVersion: open.routeVersion,
    };
    attempts.push({ intent: attemptIntent(intent), outcome: { ...outcome, n } });
  };
  const good = (): AttemptOutcome =>
    served({ latencyMs: 300 + random() ** 3 * 9_000, timeToFirstTokenMs: 50 + random() * 400 });
  const bad = (): AttemptOutcome =>
    random() < 0.5
      ? failed({ latencyMs: 20_000 })
      : failed({
          errorClass: "server_error",
          detail: null,
          httpStatus: 503,
          latencyMs: 40 + random() * 50,
          reasonCode: "primary_transient_error",
        });
  const luck = random();
  let close = requestOutcome();
  if (luck < 0.9) {
    call("primary", primary, good());
    close = requestOutcome({ route: primary });
  } else if (luck < 0.94) {
    call("primary", primary, bad());
    call("retry", primary, good());
    close = requestOutcome({ route: primary, retryCount: 1, reasonCode: "served_by_retry" });
  } else if (luck < 0.98) {
    call("primary", primary, bad());
    call("fallback", other, good());
    close = requestOutcome({
      route: other,
      fallbackAttempted: true,
      reasonCode: "served_by_fallback",
      fallbackReason: "primary_timeout",
    });
  } else {
    call("primary", primary, bad());
    call("fallback", other, bad());
    close = requestOutcome({
      state: "failed",
      httpStatus: 503,
      route: null,
      reasonCode: "fallback_failed",
      fallbackAttempted: true,
      fallbackReason: "primary_timeout",
      cost: null,
    });
  }
  const latencyMs = attempts.reduce((sum, { outcome }) => sum + outcome.latencyMs, 2);
  const timeToFirstTokenMs = attempts.at(-1)?.outcome.timeToFirstTokenMs ?? null;
  return { open, attempts, close: { ...close, latencyMs, timeToFirstTokenMs } };
}

/** The entries the gateway would have appended for it. */
export function entriesOf({ open, attempts, close }: PastRequest): LedgerEntry[] {
  const { traceId } = open;
  return attempts.flatMap(({ intent, outcome }, i) => [
    { traceId, ...(i === 0 ? { open } : null), attempt: intent },
    { traceId, outcome, ...(i === attempts.length - 1 ? { close } : null) },
  ]);
}
