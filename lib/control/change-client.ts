import type { ClientRecord } from "@/db/store";
import type { AuditAction } from "@/lib/contract/audit";
import type { ClientChanged } from "@/lib/contract/directory";
import type { Principal } from "@/lib/contract/session";
import { assertNever } from "@/lib/core/assert-never";
import { changeDirectory } from "./change-directory";
import type { ControlContext } from "./context";
import { clientView } from "./directory-views";
import { isoTime, isoTimeOrNull } from "./iso-time";
import { newSecret } from "./new-secret";
import { ControlRefusal } from "./refusal";

/** What an admin does to a client of the gateway. */
export type ClientOrder =
  | { readonly kind: "rotate"; readonly overlapMs: number }
  | { readonly kind: "revoke" }
  | {
      readonly kind: "set_limits";
      readonly tenant: string | null;
      readonly requestsPerMinute: number | null;
      readonly concurrent: number | null;
    };

const ACTIONS: Readonly<Record<ClientOrder["kind"], AuditAction>> = {
  rotate: "client.key_rotated",
  revoke: "client.revoked",
  set_limits: "client.changed",
};

interface PlannedChange {
  readonly record: ClientRecord;
  readonly secret: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Rotates or revokes a client's key, or sets its limits; the gateway follows before this returns, so the next request
 * is judged by it. Refused with `not_found`, and with `conflict` when the client is revoked or was changed meanwhile.
 */
export async function changeClient(
  context: ControlContext,
  actor: Principal,
  input: { readonly client: string; readonly order: ClientOrder; readonly reason?: string | undefined },
): Promise<ClientChanged> {
  const { client: id, order, reason } = input;
  const action = ACTIONS[order.kind];
  const object = `client:${id}`;
  const { kind: _kind, ...asked } = order;
  const { record, secret } = await changeDirectory(context, actor, { action, object, asked, reason }, async () => {
    const base = (await context.store.directory.clients()).find((client) => client.id === id);
    if (base === undefined) throw new ControlRefusal("not_found", `There is no client ${id}.`);
    if (base.revokedAtMs !== null) {
      throw new ControlRefusal("conflict", `The key of client ${id} is revoked for good; create another client.`);
    }
    const planned = plan(order, base, context.nowMs());
    return {
      ...planned,
      action,
      object,
      change: { kind: "client", base, record: planned.record },
      conflict: `Client ${id} was changed by somebody else meanwhile; look again.`,
    };
  });
  await context.admitClients();
  return { client: clientView(record, context.nowMs()), secret };
}

function plan(order: ClientOrder, base: ClientRecord, nowMs: number): PlannedChange {
  switch (order.kind) {
    case "rotate": {
      const { text, hash } = newSecret("swk");
      const untilMs = nowMs + order.overlapMs;
      const previousKey = order.overlapMs > 0 ? { hash: base.keyHash, untilMs } : null;
      return {
        record: { ...base, keyHash: hash, keyMadeAtMs: nowMs, previousKey },
        secret: text,
        before: { key_made_at: isoTimeOrNull(base.keyMadeAtMs) },
        after: { key_made_at: isoTime(nowMs), old_key_until: isoTime(untilMs) },
      };
    }
    case "revoke":
      return {
        record: { ...base, revokedAtMs: nowMs, previousKey: null },
        secret: null,
        before: { revoked: false },
        after: { revoked: true },
      };
    case "set_limits": {
      const { tenant, requestsPerMinute, concurrent } = order;
      const record = { ...base, tenant, requestsPerMinute, concurrent };
      return { record, secret: null, before: limitsOf(base), after: limitsOf(record) };
    }
    default:
      return assertNever(order);
  }
}

function limitsOf({ tenant, requestsPerMinute, concurrent }: ClientRecord) {
  return { tenant, requests_per_minute: requestsPerMinute, concurrent };
}
