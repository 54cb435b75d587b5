import type { ControlChange } from "@/db/control-store";
import type { AuditEntry } from "@/db/store";
import type { BreakerOrder, BreakerOverrideBody } from "@/lib/contract/breaker";
import type { KeptOverride } from "./breaker-overrides";
import { isoTimeOrNull } from "./iso-time";

/** One order about a route's breaker, or its end. */
export interface OverrideStep {
  readonly route: string;
  readonly order: BreakerOrder;
  readonly before: KeptOverride | null;
  readonly body: BreakerOverrideBody;
  readonly actor: Pick<AuditEntry, "actor" | "actorKind">;
  readonly atMs: number;
  /** What happened, as one sentence. */
  readonly text: string;
}

/** The order as one change: its record, its line in the timeline and its audit row. */
export function overrideChange({ route, order, before, body, actor, atMs, text }: OverrideStep): ControlChange {
  const action = order === "automatic" ? "breaker.released" : "breaker.overridden";
  const object = `route:${route}`;
  const after = { order, expires_at: order === "automatic" ? null : isoTimeOrNull(body.expires_at_ms) };
  const record = { kind: "breaker_override", id: route, subject: route } as const;
  return {
    atMs,
    routing: null,
    records: [{ ...record, baseRevision: before?.revision ?? null, state: order, routeVersion: null, body }],
    timeline: [{ ...record, ...actor, atMs, event: action, text, detail: after }],
    audit: {
      ...actor,
      atMs,
      action,
      object,
      outcome: "done",
      before: before === null ? null : { order: before.order },
      after,
      reason: body.reason,
      traceId: null,
      routeVersion: null,
    },
  };
}
