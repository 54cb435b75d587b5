/** One value per name. Undefined values are left out. */
export type HeaderValues = Readonly<Record<string, string | undefined>>;

export type BodyRead =
  | { readonly kind: "body"; readonly bytes: Buffer }
  | { readonly kind: "too_large" }
  /** The caller went away before the body was complete. */
  | { readonly kind: "closed" };

/**
 * One HTTP request and its answer, as small as the gateway needs it, so that the same gateway serves a `node:http`
 * listener and Next route handlers. Calls must come in the order `head`, any number of `write`, then `end` or `fail`;
 * after the caller left, all of them are ignored.
 */
export interface Exchange {
  readonly method: string;
  /** Path without query string, for instance `/v1/chat/completions`. */
  readonly path: string;
  /** Lower-case name; the first value where a header was repeated. */
  header(name: string): string | undefined;
  /** Why the request's framing or routing headers cannot be trusted; null when they can. */
  readonly protocolDefect: string | null;
  readBody(maxBytes: number): Promise<BodyRead>;
  /** Called once when the caller leaves, or is cut off by `fail`, before the answer ended. Called at once if it already left. */
  onClose(listener: () => void): void;
  readonly isClosed: boolean;
  /** An answer whose length is known names it in `content-length`. */
  head(status: number, headers: HeaderValues): void;
  /** False when the caller reads slower than we write: wait for `onDrain`. */
  write(chunk: Uint8Array): boolean;
  onDrain(listener: () => void): void;
  end(chunk?: Uint8Array): void;
  /** Breaks the connection: the caller must not mistake what it has for a whole answer. */
  fail(): void;
}
