import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { DrillReply } from "@/lib/core/drill-answer";
import type { DrillFault } from "@/lib/core/drill-fault";
import type { DrillView } from "@/lib/core/drill-routing";

/** What a lane is opened for. */
export interface LaneOrder {
  readonly alias: string;
  /** No fault outlives this moment (epoch milliseconds). */
  readonly endsAtMs: number;
}

export interface LaneReply extends DrillReply {
  readonly traceId: string | null;
}

/**
 * A drill's own way through the gateway: the gateway's code, the ledger and the provider connections of real traffic,
 * with breakers, limits, routing and faults that nobody else sees. It goes away with the run, and everything in it.
 */
export interface DrillLane {
  /** Requests from now on go by this version as `view` narrows it. Throws when it cannot be compiled. */
  route(version: RouteMapVersion, view: DrillView): void;
  /** Calls of this route meet the fault from now on, in place of any other. */
  inject(fault: DrillFault, route: string): void;
  clear(): void;
  /** When the fault met its first call (epoch milliseconds); null before. */
  firstHitAtMs(): number | null;
  /** Sends a Chat Completions body and reads the whole answer; an abort is a caller that leaves. */
  send(body: unknown, signal: AbortSignal): Promise<LaneReply>;
  /** The breaker of a route as drill traffic sees it, and until when the route is left alone. */
  health(route: string): { readonly breaker: string; readonly blockedUntilMs: number | null };
  /** Calls that reached the upstream edge since the lane was opened, by route. */
  edgeCalls(): Readonly<Record<string, number>>;
  close(): void;
}
