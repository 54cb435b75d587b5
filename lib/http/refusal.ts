import type { AuditEntry } from "@/db/store";
import type { ApiErrorCode } from "@/lib/contract/error";
import type { Principal } from "@/lib/contract/session";
import { isMutation } from "./admit";
import type { Action } from "./authorize";
import { AppError, UNEXPECTED } from "./errors";
import type { HttpServices } from "./services";

/** Refusals of a change worth a row: somebody wanted an effect and did not get it. Malformed input is not one. */
const AUDITED: ReadonlySet<ApiErrorCode> = new Set([
  "unauthenticated",
  "forbidden",
  "conflict",
  "version_conflict",
  "precondition_required",
]);

const MINUTE_MS = 60_000;
const ANONYMOUS_ROWS_PER_MINUTE = 30;

/**
 * Settles failed calls: writes the audit row of a refused mutation and says what the caller is told. Rows of callers
 * without a principal are capped per minute, so that nobody can fill the disk from outside; the next row counts what
 * was left out. Never throws: a row that cannot be written is reported, and the refusal stands.
 */
export class Refusals {
  #minuteStartMs = 0;
  #anonymousRows = 0;
  #leftOut = 0;

  async settle(
    error: unknown,
    request: Request,
    action: Action,
    principal: Principal | null,
    services: HttpServices<unknown>,
  ): Promise<AppError> {
    const known = error instanceof AppError ? error : services.translate(error);
    if (known === null) {
      services.report(error, action);
      return UNEXPECTED;
    }
    const nowMs = services.nowMs();
    if (isMutation(request) && !known.isAudited && AUDITED.has(known.code) && this.#mayRecord(principal, nowMs)) {
      const entry = this.#rowOf(known, request, action, principal, nowMs);
      await services.audit(entry).catch((failure: unknown) => services.report(failure, action));
    }
    return known;
  }

  #mayRecord(principal: Principal | null, nowMs: number): boolean {
    if (principal !== null) return true;
    if (nowMs - this.#minuteStartMs >= MINUTE_MS) {
      this.#minuteStartMs = nowMs;
      this.#anonymousRows = 0;
    }
    if (this.#anonymousRows >= ANONYMOUS_ROWS_PER_MINUTE) {
      this.#leftOut += 1;
      return false;
    }
    this.#anonymousRows += 1;
    return true;
  }

  #rowOf(error: AppError, request: Request, action: Action, principal: Principal | null, atMs: number): AuditEntry {
    const leftOut = principal === null ? this.#leftOut : 0;
    if (principal === null) this.#leftOut = 0;
    return {
      atMs,
      actor: principal === null ? "anonymous" : (principal.email ?? principal.id),
      actorKind: principal?.kind ?? "anonymous",
      action: "action.refused",
      object: `${request.method} ${new URL(request.url).pathname}`.slice(0, 200),
      outcome: "refused",
      before: null,
      after: { action, code: error.code, ...(leftOut === 0 ? {} : { anonymous_refusals_left_out: leftOut }) },
      reason: error.message,
      traceId: null,
      routeVersion: null,
    };
  }
}
