import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { LedgerFigures } from "@/db/store";
import type { BreakerView } from "@/lib/control/context";
import type { RequestOutcome } from "@/lib/core/ledger-record";
import { LOAD_PRESSURES, type LoadState } from "@/lib/core/load-shedding";

/** What a scrape reads at the moment it comes. */
export interface MetricSources {
  ledger(): LedgerFigures;
  inFlight(): number;
  /** Requests refused as overloaded at the door. */
  shedCount(): number;
  load(): LoadState;
  routeVersion(): number;
  breakers(): ReadonlyMap<string, BreakerView>;
}

const SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

/** The instance's Prometheus metrics. Aliases, routes, reason codes and pressures are the only labels: all closed sets. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: "switchyard_requests_total",
    help: "Requests by alias and final reason code",
    labelNames: ["alias", "reason"] as const,
    registers: [this.#registry],
  });
  readonly #duration = new Histogram({
    name: "switchyard_request_duration_seconds",
    help: "Time from the arrival of a request to its recorded outcome",
    labelNames: ["alias"] as const,
    buckets: SECONDS,
    registers: [this.#registry],
  });

  constructor(sources: MetricSources) {
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge(
      "switchyard_ledger_entries_accepted_total",
      "Ledger entries taken in; equals recorded + refused + queued",
      () => sources.ledger().accepted,
    );
    this.#gauge("switchyard_ledger_entries_recorded_total", "Ledger entries on disk", () => sources.ledger().recorded);
    this.#gauge(
      "switchyard_ledger_entries_refused_total",
      "Ledger entries that could not be recorded",
      () => sources.ledger().refused,
    );
    this.#gauge(
      "switchyard_ledger_entries_queued",
      "Ledger entries waiting for a commit",
      () => sources.ledger().queued,
    );
    this.#gauge("switchyard_requests_in_flight", "Requests being served", () => sources.inFlight());
    this.#gauge("switchyard_requests_shed_total", "Requests refused as overloaded before anything was done", () =>
      sources.shedCount(),
    );
    this.#sheddingGauge(sources);
    this.#gauge("switchyard_route_map_version", "Route map version in force", () => sources.routeVersion());
    this.#breakerGauge(sources);
  }

  count(alias: string, outcome: Pick<RequestOutcome, "reasonCode" | "latencyMs">): void {
    this.#requests.inc({ alias, reason: outcome.reasonCode });
    this.#duration.observe({ alias }, outcome.latencyMs / 1000);
  }

  /** The text format and its content type. */
  async scrape(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  #sheddingGauge(sources: MetricSources): void {
    new Gauge({
      name: "switchyard_shedding",
      help: "1 while new requests are refused for this pressure",
      labelNames: ["pressure"] as const,
      registers: [this.#registry],
      collect() {
        const state = sources.load();
        for (const pressure of LOAD_PRESSURES)
          this.set({ pressure }, state.kind === "shedding" && state.pressure === pressure ? 1 : 0);
      },
    });
  }

  #breakerGauge(sources: MetricSources): void {
    new Gauge({
      name: "switchyard_breaker_open",
      help: "1 while the breaker keeps a route from being called",
      labelNames: ["route"] as const,
      registers: [this.#registry],
      collect() {
        for (const [route, { state }] of sources.breakers())
          this.set({ route }, state === "open" || state === "forced_open" ? 1 : 0);
      },
    });
  }
}
