import type { FailureClass } from "./signal-class";

/** Everything the engine knows about one attempt that failed. The class decides; the rest is evidence for people. */
export interface Signal {
  readonly class: FailureClass;
  /** Refines the class: a timeout kind, `context_length`, `redirect`, `truncated`, ... */
  readonly detail: string | null;
  readonly httpStatus: number | null;
  /** The wait the provider asked for, from a header or from its message; milliseconds from now. */
  readonly statedWaitMs: number | null;
  /** The failure itself shows that the provider did no work for this attempt, so repeating it is safe. */
  readonly provesNothingRan: boolean;
  /** As the provider, or the transport, wrote it: the shell redacts before it stores, logs or forwards anything. */
  readonly providerMessage: string | null;
  readonly providerCode: string | null;
  readonly providerType: string | null;
  readonly providerParam: string | null;
  /** From a header, or from `(request id: ...)` inside the message, where CometAPI puts it. */
  readonly providerRequestId: string | null;
}

/** A signal with every optional fact absent, for failures no provider described. */
export function bareSignal(failure: Pick<Signal, "class"> & Partial<Signal>): Signal {
  return {
    detail: null,
    httpStatus: null,
    statedWaitMs: null,
    provesNothingRan: false,
    providerMessage: null,
    providerCode: null,
    providerType: null,
    providerParam: null,
    providerRequestId: null,
    ...failure,
  };
}
