import { type ArmChoice, armOfContext, chooseArm, chooseCohort } from "../core/arms";
import type { RequestIntent } from "../core/ledger-record";
import type { RequestFacts } from "../core/request-facts";
import type { AliasRouting, TrafficKind } from "../core/routing-snapshot";
import type { AcceptedCall } from "./door";
import type { Exchange } from "./exchange";
import { newTraceId } from "./trace-id";

/** What is settled about a request before its first attempt: who asks, which cohort and arm, under which version. */
export function requestIntent(
  exchange: Exchange,
  call: AcceptedCall,
  facts: RequestFacts,
  /** The route that holds the conversation the request goes on with. */
  contextRoute: string | null,
  startedAtMs: number,
  kind: TrafficKind,
): RequestIntent {
  const { alias, client, endpoint, snapshot } = call;
  const traceId = newTraceId(startedAtMs);
  const mayChooseCohort = snapshot.cohorts.some((cohort) => cohort.byHeader && cohort.clients.includes(client.id));
  const { id, tenant } = client;
  const cohort = chooseCohort(
    snapshot,
    { id, tenant, mayChooseCohort },
    exchange.header("x-switchyard-cohort") ?? null,
  );
  const { arm, isControl } = armOf(exchange, alias, { clientId: id, facts, traceId, cohort, contextRoute });
  return {
    traceId,
    requestId: exchange.header("x-request-id")?.slice(0, 128) ?? null,
    startedAtMs,
    kind,
    endpoint,
    stream: facts.stream,
    alias: alias.id,
    clientId: id,
    tenant,
    cohort,
    arm,
    isControl,
    routeVersion: snapshot.version,
    clientRetryCount: retryCount(exchange.header("x-stainless-retry-count")),
  };
}

/** The arm of one caller under an alias's shares; the same shares give the same arm. */
export function armOf(
  exchange: Exchange,
  alias: AliasRouting,
  caller: {
    readonly clientId: string;
    readonly facts: RequestFacts;
    readonly traceId: string;
    readonly cohort: string;
    readonly contextRoute: string | null;
  },
): ArmChoice {
  const { clientId, facts, traceId, cohort, contextRoute } = caller;
  if (contextRoute !== null) return armOfContext(alias, cohort, contextRoute);
  return chooseArm(alias, cohort, stickinessKey(exchange, clientId, facts, traceId));
}

/** Who should see the same arm again: the end user, else the session, else nobody (every request is drawn anew). */
function stickinessKey(exchange: Exchange, clientId: string, facts: RequestFacts, traceId: string): string {
  return `${clientId}:${facts.stickinessKey ?? exchange.header("x-switchyard-session") ?? traceId}`;
}

function retryCount(header: string | undefined): number {
  const count = Number(header ?? 0);
  return Number.isInteger(count) && count >= 0 && count <= 1000 ? count : 0;
}
