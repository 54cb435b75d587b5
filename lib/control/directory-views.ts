import type { ClientRecord, TokenRecord } from "@/db/store";
import type { ClientView, TokenView } from "@/lib/contract/directory";
import { isoTimeOrNull } from "./iso-time";

/** A kept access token as the console API shows it: everything but the token. */
export function tokenView(record: TokenRecord): TokenView {
  return {
    id: record.id,
    roles: [...record.roles],
    made_at: isoTimeOrNull(record.madeAtMs),
    revoked_at: isoTimeOrNull(record.revokedAtMs),
  };
}

/** A kept client as the console API shows it: everything but its key. */
export function clientView(record: ClientRecord, nowMs: number): ClientView {
  const { previousKey } = record;
  return {
    id: record.id,
    tenant: record.tenant,
    requests_per_minute: record.requestsPerMinute,
    concurrent: record.concurrent,
    key_made_at: isoTimeOrNull(record.keyMadeAtMs),
    previous_key_until: previousKey !== null && previousKey.untilMs > nowMs ? isoTimeOrNull(previousKey.untilMs) : null,
    revoked_at: isoTimeOrNull(record.revokedAtMs),
  };
}
