import type { AuditEntry } from "@/db/store";
import type { Principal } from "@/lib/contract/session";
import type { AppError } from "./errors";
import type { KeptAnswers } from "./kept-answers";

/** What handlers need from the composition root; `lib/server/api` binds it. */
export interface HttpServices<R> {
  readonly runtime: R;
  /** Origins from which a signed-in browser may send changes. */
  readonly trustedOrigins: ReadonlySet<string>;
  /** Who sends the request; null without valid credentials. */
  principalOf(request: Request): Promise<Principal | null>;
  audit(entry: AuditEntry): Promise<void>;
  /** Turns a known failure of what lies below into an `AppError`; null for anything unplanned. */
  translate(error: unknown): AppError | null;
  /** Logs an error nobody planned for. */
  report(error: unknown, action: string): void;
  /** First answers to orders with an `Idempotency-Key`. */
  readonly keptAnswers: KeptAnswers;
  nowMs(): number;
}
