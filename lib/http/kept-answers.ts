/** How long the answer to an order is given again. */
export const KEPT_ANSWER_MS = 24 * 60 * 60 * 1_000;

/** An answer that can be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** The first answer to an order, with what tells another order under the same key. */
export interface StoredAnswer {
  /** Hex SHA-256 of the order's body. */
  readonly bodyHash: string;
  readonly answer: KeptAnswer;
}

/** For answers that must not outlive the process, for instance because they hand out a secret. */
export const NOT_KEPT: KeptAnswers = { find: async () => null, keep: async () => undefined };

/** Where answers outlive the process. `name` is a hash of who sent which order where; it grants nothing. */
export interface KeptAnswers {
  /** Null for an order that was not answered yet, or longer ago than `KEPT_ANSWER_MS`. */
  find(name: string, nowMs: number): Promise<StoredAnswer | null>;
  keep(name: string, stored: StoredAnswer, nowMs: number): Promise<void>;
}
