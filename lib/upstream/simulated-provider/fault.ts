/** Every way a simulated provider can misbehave. Chosen by whoever runs it, never by the caller's request. */
export const FAULT_KINDS = [
  "healthy",
  "error_500",
  "error_503",
  "rate_limited",
  "auth_failure",
  "quota_spent",
  "context_length",
  "content_filter",
  "prefill_refusal",
  "invalid_request_500",
  "model_not_found_503",
  "html_502",
  "slow_first_token",
  "silence",
  "reset",
  "cut_mid_stream",
  "stall_mid_stream",
  "error_mid_stream",
  "malformed_json",
  "malformed_chunk",
  "empty",
  "missing_done",
  "missing_terminal",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** How far a fault reaches. Without any of these it holds for every call until the next `setFault`. */
export interface FaultScope {
  /** Share of calls it hits, 0-1; drawn from the provider's seeded chance. */
  readonly share?: number;
  /** It ends by itself after hitting this many calls. */
  readonly calls?: number;
  /** Only calls for this model. */
  readonly model?: string;
  /** Callers, by what they send as `user`, that it passes over. */
  readonly sparesUser?: (user: string) => boolean;
  /** What `slow_first_token` adds, in milliseconds. */
  readonly delayMs?: number;
  /** The `Retry-After` of `rate_limited`, in seconds; null sends none. */
  readonly retryAfterSeconds?: number | null;
}

/** The fault that one call meets. Delays in milliseconds. */
export interface ActiveFault {
  readonly kind: FaultKind;
  readonly delayMs: number;
  readonly retryAfterSeconds: number | null;
}

export const HEALTHY: ActiveFault = { kind: "healthy", delayMs: 0, retryAfterSeconds: null };

/** Which fault holds now, and for how many calls more. */
export class FaultPlan {
  #kind: FaultKind = "healthy";
  #scope: FaultScope = {};
  #callsLeft = Number.POSITIVE_INFINITY;

  constructor(private readonly random: () => number) {}

  set(kind: FaultKind, scope: FaultScope = {}): void {
    this.#kind = kind;
    this.#scope = scope;
    this.#callsLeft = scope.calls ?? Number.POSITIVE_INFINITY;
  }

  /** The fault the next call of this user for this model meets; counts it against the scope. */
  take(model: string, user: string | null): ActiveFault {
    const { share = 1, delayMs = 3_000, retryAfterSeconds = 1, sparesUser } = this.#scope;
    if (this.#kind === "healthy" || this.#callsLeft <= 0) return HEALTHY;
    if (this.#scope.model !== undefined && this.#scope.model !== model) return HEALTHY;
    if (user !== null && sparesUser?.(user)) return HEALTHY;
    if (share < 1 && this.random() >= share) return HEALTHY;
    this.#callsLeft -= 1;
    return { kind: this.#kind, delayMs, retryAfterSeconds };
  }
}
