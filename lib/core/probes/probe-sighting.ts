import type { JsonObject } from "../json";
import type { Endpoint } from "../routing-snapshot";
import type { SignalClass } from "../signal-class";
import type { ProbeTwist } from "./probe-definition";

/** One probe to send: through an alias, pinned to one of the routes it names. */
export interface ProbeOrder {
  readonly alias: string;
  readonly route: string;
  readonly endpoint: Endpoint;
  readonly body: JsonObject;
  readonly twist: ProbeTwist;
}

/** One provider call of a probe as it was on the wire. */
export interface ProbeCall {
  /** Answered at the upstream edge on purpose; it never left the process. */
  readonly isSimulated: boolean;
  /** Written to a connected socket. */
  readonly isSent: boolean;
  readonly status: number | null;
  /** At most 256 KiB of the answer. */
  readonly bodyText: string;
  readonly transportError: string | null;
  readonly sentModel: string | null;
}

/** How the gateway saw an attempt of the probe. */
export interface ProbeAttempt {
  readonly errorClass: SignalClass;
  readonly providerRequestId: string | null;
}

/** Everything that was seen of one probe: what went over the wire and what the gateway made of it. */
export interface ProbeSighting {
  readonly traceId: string;
  readonly calls: readonly ProbeCall[];
  readonly attempts: readonly ProbeAttempt[];
  readonly isServed: boolean;
  /** From the caller's leaving to the end of the request; null when nobody left. */
  readonly freedAfterMs: number | null;
  readonly latencyMs: number;
}
