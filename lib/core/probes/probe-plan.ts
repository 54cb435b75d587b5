import type { Endpoint } from "../routing-snapshot";
import { PROBES, type ProbeDefinition } from "./probe-definition";

export interface PlannedProbe {
  readonly probe: ProbeDefinition;
  readonly endpoint: Endpoint;
  readonly isStreamed: boolean;
}

/** Every probe of a route: on each endpoint it speaks, whole and, where it streams, streamed. */
export function probePlan(route: {
  readonly endpoints: readonly Endpoint[];
  readonly streams: boolean;
}): PlannedProbe[] {
  return route.endpoints.flatMap((endpoint) =>
    PROBES.flatMap((probe) => [
      { probe, endpoint, isStreamed: false },
      ...(probe.isStreamedToo && route.streams ? [{ probe, endpoint, isStreamed: true }] : []),
    ]),
  );
}
