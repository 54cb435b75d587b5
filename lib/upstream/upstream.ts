import type { Endpoint, Provider } from "../core/routing-snapshot";

/** One provider call as the gateway asks for it. The provider's key is added by the pool, never by the caller. */
export interface UpstreamRequest {
  readonly provider: Provider;
  readonly endpoint: Endpoint;
  /** JSON, complete. */
  readonly body: string;
  readonly stream: boolean;
  /** The caller's trace, names and values in turn. */
  readonly traceHeaders?: readonly string[] | null;
  /** A key that is none, to see it refused; the provider's own unless said otherwise. */
  readonly credential?: "wrong";
}

/** A call that ended without a complete HTTP answer. `requestSent` is false while nothing can have run. */
export interface TransportFailure {
  readonly code: string | null;
  readonly message: string;
  readonly requestSent: boolean;
}

/** Lower-case names. */
export type UpstreamHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** What happens on the wire, in order. Exactly one of `onEnd` and `onFailure` comes last; neither after `abort` or `release`. */
export interface UpstreamListener {
  /** The request is about to be written to a connected socket. */
  onSent(): void;
  onHead(status: number, headers: UpstreamHeaders): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onFailure(failure: TransportFailure): void;
}

export interface UpstreamCall {
  pause(): void;
  resume(): void;
  /** Ends the call and its connection at once. */
  abort(): void;
  /**
   * Nothing more is wanted of the call, and its listener hears nothing more. The provider is given `graceMs` to end it,
   * so that the connection can be used again; then it is aborted.
   */
  release(graceMs: number): void;
}

export interface Upstream {
  call(request: UpstreamRequest, listener: UpstreamListener): UpstreamCall;
}
