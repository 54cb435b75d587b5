import type { Role } from "@/lib/contract/common";
import { ROLES } from "@/lib/contract/roles";
import type { ClientRecord, TokenRecord } from "../store";

/** A row of `clients` under the names of its columns. */
export interface StoredClient {
  readonly id: string;
  readonly key_hash: string;
  readonly tenant: string | null;
  readonly requests_per_minute: number | null;
  readonly concurrent: number | null;
  readonly revoked_at: number | null;
  readonly key_made_at: number | null;
  readonly previous_key_hash: string | null;
  readonly previous_key_until: number | null;
}

/** A row of `tokens` under the names of its columns. */
export interface StoredToken {
  readonly id: string;
  readonly token_hash: string;
  readonly roles: string;
  readonly revoked_at: number | null;
  readonly made_at: number | null;
  readonly made_by: string | null;
}

export function readClient(row: StoredClient): ClientRecord {
  const { previous_key_hash: hash, previous_key_until: untilMs } = row;
  return {
    id: row.id,
    keyHash: row.key_hash,
    tenant: row.tenant,
    requestsPerMinute: row.requests_per_minute,
    concurrent: row.concurrent,
    revokedAtMs: row.revoked_at,
    keyMadeAtMs: row.key_made_at,
    previousKey: hash === null || untilMs === null ? null : { hash, untilMs },
  };
}

/** Throws for roles this code does not know. */
export function readToken(row: StoredToken): TokenRecord {
  return {
    id: row.id,
    tokenHash: row.token_hash,
    roles: readRoles(row.roles),
    revokedAtMs: row.revoked_at,
    madeAtMs: row.made_at,
    madeBy: row.made_by,
  };
}

/** Roles as kept: a JSON array. Throws for ones this code does not know. */
export function readRoles(text: string): Role[] {
  const names: unknown = JSON.parse(text);
  if (!Array.isArray(names)) throw new Error(`roles are kept as an array, not as ${text}`);
  return names.map((name: unknown) => {
    const role = ROLES.find((known) => known === name);
    if (role === undefined) throw new Error(`${JSON.stringify(name)} is a role this version does not know`);
    return role;
  });
}
