import { performance } from "node:perf_hooks";
import type { BreakerOrder, BreakerOrderRequest, BreakerOrderResult } from "@/lib/contract/breaker";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import { audited } from "./audited";
import { breakerStateOf, type KeptOverride, lastOverride, overrideDetail } from "./breaker-overrides";
import { tookMs } from "./change-alias";
import type { ControlContext } from "./context";
import { isoTime, isoTimeOrNull } from "./iso-time";
import { overrideChange } from "./override-change";
import { ControlRefusal } from "./refusal";

export interface OverrideBreakerInput extends BreakerOrderRequest {
  readonly route: string;
}

const WORDS: Readonly<Record<BreakerOrder, string>> = {
  forced_open: "forced open",
  disabled: "taken out of service",
  metrics_only: "only observing",
  automatic: "automatic",
};

/**
 * Orders a route's breaker into a state, for all aliases that use it, or gives it back to itself. Kept until it expires
 * or is ended, also over a restart; in force for the next attempt when this resolves. Throws `ControlRefusal`: 404 for
 * a route the active map does not have, 409 when nothing would change or somebody else ordered first.
 */
export async function overrideBreaker(
  context: ControlContext,
  actor: Principal,
  input: OverrideBreakerInput,
): Promise<BreakerOrderResult> {
  const startedMs = performance.now();
  const { route, order } = input;
  const reason = input.reason ?? null;
  const action = order === "automatic" ? "breaker.released" : "breaker.overridden";
  const asked = { order, expires_in_ms: input.expires_in_ms ?? null };
  return audited(context, actor, { action, object: `route:${route}`, asked, reason }, async () => {
    checkRoute(context, route);
    const before = await lastOverride(context, route);
    const atMs = context.nowMs();
    const expiresAtMs = order === "automatic" || input.expires_in_ms === undefined ? null : atMs + input.expires_in_ms;
    if (isAlready(before, order, expiresAtMs))
      throw new ControlRefusal("conflict", `The breaker of ${route} is ${WORDS[order]} already; nothing was changed.`);
    const body = { by: actor.name, reason, since_ms: atMs, expires_at_ms: expiresAtMs };
    const text = `Breaker of ${route} ${WORDS[order]}${reason === null ? "" : `: ${reason}`}`;
    const change = overrideChange({ route, order, before, body, actor: auditActor(actor), atMs, text });
    const committed = await context.store.control.commit(change);
    if (committed.kind !== "committed") throw somebodyElse(route);
    const state = breakerStateOf(order);
    const detail = overrideDetail(body);
    context.overrideBreaker(route, state, detail);
    context.live.emit({ type: "breaker", at: isoTime(atMs), route, state, cause: detail });
    return { route, state, expires_at: isoTimeOrNull(expiresAtMs), took_ms: tookMs(startedMs) };
  });
}

function checkRoute(context: ControlContext, route: string): void {
  const { aliases } = context.active().content;
  const known = [...new Set(Object.values(aliases).flatMap(({ routes }) => Object.keys(routes)))];
  if (known.includes(route)) return;
  throw new ControlRefusal("not_found", `There is no route ${route}. Known: ${known.join(", ")}.`, {
    known_routes: known,
  });
}

function isAlready(before: KeptOverride | null, order: BreakerOrder, expiresAtMs: number | null): boolean {
  if (order === "automatic") return before === null || before.order === "automatic";
  return before?.order === order && before.expires_at_ms === expiresAtMs;
}

function somebodyElse(route: string): ControlRefusal {
  const message = `Somebody else ordered the breaker of ${route} at the same moment. Nothing was done; look at it and decide again.`;
  return new ControlRefusal("conflict", message);
}
