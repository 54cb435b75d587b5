import type { ProbeOrder, ProbeSighting } from "@/lib/core/probes/probe-sighting";
import type { ProviderRead, ReadAnswer } from "@/lib/upstream/read-json";

/** The control plane's way to the providers: the gateway's own pools, never a connection of its own. */
export interface ProviderReach {
  /** Sends one probe over the path traffic takes; recorded as a probe. */
  probe(order: ProbeOrder): Promise<ProbeSighting>;
  /** Reads a list of models. */
  read(order: ProviderRead): Promise<ReadAnswer>;
  /** Runs a job after those before it, one at a time; none is begun while the instance shuts down. */
  queue(job: () => Promise<void>): void;
}
