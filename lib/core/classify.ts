import type { Signal } from "./signal";
import type { TimeoutKind } from "./signal-class";

export type ResponseHeaders = Readonly<Record<string, string | undefined>>;

export declare function classifyHttpFailure(failure: {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly bodyText: string;
  readonly nowMs: number;
}): Signal;

export declare function classifyErrorBody(answer: {
  readonly status: number;
  readonly bodyText: string;
  readonly parsed?: unknown;
  readonly headers?: ResponseHeaders;
  readonly nowMs: number;
}): Signal | null;

export declare function classifyTransport(failure: {
  readonly code: string | null;
  readonly message: string;
  readonly requestSent: boolean;
}): Signal;

export declare function classifyTimeout(kind: TimeoutKind, requestSent: boolean): Signal;
