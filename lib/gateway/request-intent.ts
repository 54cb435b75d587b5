import { type ArmChoice, armOfContext, chooseArm, chooseCohort } from "../core/arms";
import type { RequestIntent } from "../core/ledger-record";
import type { RequestFacts } from "../core/request-facts";
import { type SwitchCaller, switchedOff } from "../core/route-control";
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
  inboundTraceId: string | null,
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
  const { arm, isControl } = armOf(exchange, alias, { client, facts, traceId, cohort, contextRoute });
  return {
    traceId,
    requestId: exchange.header("x-request-id")?.slice(0, 128) ?? null,
    inboundTraceId,
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

/** Who asks, as far as arms look at it. */
type CohortMember = Pick<AcceptedCall["client"], "id" | "tenant">;

/** Served as everybody was before the canary, and nobody's control. */
const UNDRAWN: ArmChoice = { arm: "stable", isControl: false };

/** A caller whom a switch keeps off the canary is not in its arm: the arm's figures are those of the canary route. */
function isKeptOffCanary(alias: AliasRouting, caller: SwitchCaller): boolean {
  const { canary, stable, switches } = alias;
  return canary !== null && switchedOff(switches, canary.route, stable, caller) !== null;
}

/** The arm of one caller under an alias's shares; the same shares give the same arm. */
export function armOf(
  exchange: Exchange,
  alias: AliasRouting,
  caller: {
    readonly client: CohortMember;
    readonly facts: RequestFacts;
    readonly traceId: string;
    readonly cohort: string;
    readonly contextRoute: string | null;
  },
): ArmChoice {
  const { client, facts, traceId, cohort, contextRoute } = caller;
  if (isKeptOffCanary(alias, { tenant: client.tenant, cohort })) return UNDRAWN;
  if (contextRoute !== null) return armOfContext(alias, cohort, contextRoute);
  return chooseArm(alias, cohort, stickinessKey(exchange, client.id, facts, traceId));
}

/** Who should see the same arm again: the end user, else the session, else nobody (every request is drawn anew). */
function stickinessKey(exchange: Exchange, clientId: string, facts: RequestFacts, traceId: string): string {
  return `${clientId}:${facts.stickinessKey ?? exchange.header("x-switchyard-session") ?? traceId}`;
}

function retryCount(header: string | undefined): number {
  const count = Number(header ?? 0);
  return Number.isInteger(count) && count >= 0 && count <= 1000 ? count : 0;
}
