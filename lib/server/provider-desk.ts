import type { ProviderReach } from "@/lib/control/provider-reach";
import type { ProbeOrder, ProbeSighting } from "@/lib/core/probes/probe-sighting";
import { ProbeSender, type ProbeSenderDependencies } from "@/lib/gateway/probe-sender";
import type { ProviderPools } from "@/lib/upstream/provider-pools";
import type { ProviderRead, ReadAnswer } from "@/lib/upstream/read-json";

export interface ProviderDeskOptions extends Omit<ProbeSenderDependencies, "upstream"> {
  readonly pools: ProviderPools;
  /** Told of a job that failed by a defect. */
  report(error: unknown): void;
}

/** The control plane's way to the providers, over the gateway's pools. Jobs run one at a time until it is stopped. */
export class ProviderDesk implements ProviderReach {
  readonly #sender: ProbeSender;
  #last: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(private readonly options: ProviderDeskOptions) {
    this.#sender = new ProbeSender({ ...options, upstream: options.pools });
  }

  probe(order: ProbeOrder): Promise<ProbeSighting> {
    return this.#sender.send(order);
  }

  read(order: ProviderRead): Promise<ReadAnswer> {
    return this.options.pools.read(order);
  }

  queue(job: () => Promise<void>): void {
    this.#last = this.#last
      .then(() => (this.#isStopped ? undefined : job()))
      .catch((error: unknown) => this.options.report(error));
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** No further job begins. The one that runs finds its calls ended with their connections. */
  stop(): void {
    this.#isStopped = true;
  }
}
