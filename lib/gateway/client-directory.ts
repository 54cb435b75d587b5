import { hash } from "node:crypto";

/** Who may call `/v1`. */
export interface Client {
  readonly id: string;
  readonly tenant: string | null;
  readonly requestsPerMinute: number | null;
  readonly concurrent: number | null;
  readonly isRevoked: boolean;
}

/** The clients in force, by hex SHA-256 of their key. Immutable; a change makes a new directory. */
export type ClientDirectory = ReadonlyMap<string, Client>;

const BEARER = /^Bearer +([\x21-\x7e]{1,512}) *$/i;

/**
 * The client behind an `Authorization` header, or null. Unknown, malformed and revoked keys cost the same: each is
 * hashed once and looked up once, so neither answer nor time tells which it was.
 */
export function findClient(directory: ClientDirectory, authorization: string | undefined): Client | null {
  const key = BEARER.exec(authorization ?? "")?.[1] ?? "";
  const client = directory.get(hash("sha256", key));
  return client === undefined || client.isRevoked ? null : client;
}
