import { createHash } from "node:crypto";
import type { TokenRecord } from "@/db/store";
import type { Principal } from "@/lib/contract/session";

/** Where principals come from. Both look in the database, so that a revocation counts from the next request on. */
export interface PrincipalSources {
  /** The person behind a session cookie; null when there is none or it has ended. */
  sessionPrincipal(headers: Headers): Promise<Principal | null>;
  tokens(): Promise<readonly TokenRecord[]>;
}

const BEARER = /^Bearer ([\x21-\x7e]{1,512})$/i;

/**
 * Who sends a request: an access token when there is an `authorization` header, else the cookie session. A token that
 * is unknown or revoked makes the caller nobody, whatever cookie comes with it.
 */
export async function principalOf(headers: Headers, sources: PrincipalSources): Promise<Principal | null> {
  const authorization = headers.get("authorization");
  if (authorization === null) return sources.sessionPrincipal(headers);
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) return null;
  const hash = createHash("sha256").update(token).digest("hex");
  const record = (await sources.tokens()).find((candidate) => candidate.tokenHash === hash);
  if (record === undefined || record.revokedAtMs !== null) return null;
  return { kind: "token", id: record.id, name: record.id, email: null, roles: [...record.roles] };
}
