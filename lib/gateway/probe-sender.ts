import { hash, randomBytes } from "node:crypto";
import type { Ledger, LedgerEntry } from "../core/ledger-record";
import { DEFAULT_POLICY } from "../core/policy";
import type { ProbeAttempt, ProbeOrder, ProbeSighting } from "../core/probes/probe-sighting";
import type { Redactor } from "../core/redact";
import type { AliasRouting, Endpoint, Route, RoutingSnapshot } from "../core/routing-snapshot";
import type { Upstream } from "../upstream/upstream";
import { BreakerRegistry } from "./breaker-registry";
import { Gateway } from "./gateway";
import { ProbeExchange } from "./probe-exchange";
import { ProbeUpstream } from "./probe-upstream";

export interface ProbeSenderDependencies {
  readonly upstream: Upstream;
  readonly ledger: Ledger;
  readonly redact: Redactor;
  readonly nowMs: () => number;
  readonly random: () => number;
  routing(): RoutingSnapshot;
}

const PATHS: Readonly<Record<Endpoint, string>> = { chat: "/v1/chat/completions", responses: "/v1/responses" };
const MISSING_MODEL = "switchyard-probe-no-such-model";
const CALLER = "probe";

/**
 * Sends probes through a gateway of their own: the pools, the attempt path, the checks and the ledger are those of
 * traffic, breakers and metrics are not, so that a probe is recorded as one and moves no figure and no breaker.
 */
export class ProbeSender {
  constructor(private readonly dependencies: ProbeSenderDependencies) {}

  /** Resolves when the request has ended, whatever its end. Throws for a route the active version does not hold. */
  async send(order: ProbeOrder): Promise<ProbeSighting> {
    const snapshot = pinned(this.dependencies.routing(), order);
    const key = randomBytes(16).toString("hex");
    const exchange = new ProbeExchange(PATHS[order.endpoint], order.body, key);
    let leftAtMs: number | null = null;
    const upstream = new ProbeUpstream(this.dependencies.upstream, order.twist, () => {
      if (order.twist !== "cancel") return;
      leftAtMs = performance.now();
      // Not from inside the callback: a caller leaves whenever it likes, the pool is in the middle of a write.
      setImmediate(() => exchange.leave());
    });
    const seen = new SeenRecord();
    const startedAtMs = performance.now();
    await this.#gateway(snapshot, upstream, seen, key).handle(exchange);
    const endedAtMs = performance.now();
    return {
      traceId: seen.traceId ?? "",
      calls: upstream.calls(),
      attempts: seen.attempts,
      isServed: exchange.status === 200 && seen.isServed,
      freedAfterMs: leftAtMs === null ? null : endedAtMs - leftAtMs,
      latencyMs: endedAtMs - startedAtMs,
    };
  }

  #gateway(snapshot: RoutingSnapshot, upstream: Upstream, seen: SeenRecord, key: string): Gateway {
    const { ledger, redact, nowMs, random } = this.dependencies;
    const caller = { id: CALLER, tenant: null, requestsPerMinute: null, concurrent: null, isRevoked: false };
    return new Gateway({
      kind: "probe",
      upstream,
      ledger: seen.over(ledger),
      breakers: new BreakerRegistry(nowMs, random, () => {}),
      redact,
      nowMs,
      random,
      routing: () => snapshot,
      clients: () => new Map([[hash("sha256", key), caller]]),
      onOutcome: () => {},
      onDefect: (error) => {
        throw error;
      },
    });
  }
}

/** Reads along what is written to the ledger about one probe. */
class SeenRecord {
  traceId: string | null = null;
  isServed = false;
  readonly attempts: ProbeAttempt[] = [];

  over(ledger: Ledger): Ledger {
    return {
      append: (entry: LedgerEntry, onSettled) => {
        this.traceId ??= entry.traceId;
        if (entry.outcome !== undefined) {
          const { errorClass, providerRequestId } = entry.outcome;
          this.attempts.push({ errorClass, providerRequestId });
        }
        if (entry.close !== undefined) this.isServed = entry.close.state === "succeeded";
        ledger.append(entry, onSettled);
      },
    };
  }
}

/** The active map with one alias and one route, under the default policy: what is probed is the route, not the alias. */
function pinned(snapshot: RoutingSnapshot, { alias: id, route: routeId, twist }: ProbeOrder): RoutingSnapshot {
  const alias = snapshot.aliases.get(id);
  const named = alias === undefined ? [] : [...alias.stable, ...(alias.canary === null ? [] : [alias.canary.route])];
  const route = named.find((candidate) => candidate.id === routeId);
  if (alias === undefined || route === undefined)
    throw new Error(`${id} names no route ${routeId} in the active version`);
  const probed: Route = twist === "unknown_model" ? { ...route, model: MISSING_MODEL } : route;
  const routing: AliasRouting = {
    ...alias,
    stable: [probed],
    canary: null,
    streamPolicy: "passthrough",
    budget: {
      deadlineMs: route.timeouts.totalMs,
      maxAttempts: 2,
      maxRetriesPerRoute: 1,
      minAttemptMs: 1,
      maxRetryAfterMs: 0,
    },
    validation: { ...alias.validation, requiredJsonKeys: [], placeholders: [] },
    adapt: { clamp: [], map: [], drop: [] },
    sideEffects: false,
    policy: DEFAULT_POLICY,
  };
  return {
    ...snapshot,
    aliases: new Map([[id, routing]]),
    cohorts: [{ id: CALLER, clients: [], tenants: [], byHeader: false, isDefault: true }],
  };
}
