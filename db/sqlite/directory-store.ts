import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { DirectoryChange, DirectoryOutcome } from "../directory-changes";
import { clients, providerKeys, tokens } from "../schema/directory";
import type { AuditEntry, ClientRecord, DirectoryStore, ProviderKeyRecord, TokenRecord } from "../store";
import { toStoredAuditEntry } from "./audit-chain";
import { readRoles } from "./directory-rows";
import type { WriterThread } from "./writer-thread";

/** Clients, tokens and sealed provider keys. */
export class SqliteDirectoryStore implements DirectoryStore {
  constructor(
    private readonly db: BetterSQLite3Database,
    private readonly writer: WriterThread,
  ) {}

  async clients(): Promise<ClientRecord[]> {
    const rows = this.db.select().from(clients).orderBy(clients.id).all();
    return rows.map(({ revokedAt, keyMadeAt, previousKeyHash: hash, previousKeyUntil: untilMs, ...client }) => ({
      ...client,
      revokedAtMs: revokedAt,
      keyMadeAtMs: keyMadeAt,
      previousKey: hash === null || untilMs === null ? null : { hash, untilMs },
    }));
  }

  async tokens(): Promise<TokenRecord[]> {
    const rows = this.db.select().from(tokens).orderBy(tokens.id).all();
    return rows.map(({ id, tokenHash, roles, revokedAt, madeAt, madeBy }) => ({
      id,
      tokenHash,
      roles: readRoles(roles),
      revokedAtMs: revokedAt,
      madeAtMs: madeAt,
      madeBy,
    }));
  }

  async providerKeys(): Promise<ProviderKeyRecord[]> {
    const rows = this.db.select().from(providerKeys).orderBy(providerKeys.provider).all();
    return rows.map(({ replacedAt, ...key }) => ({ ...key, replacedAtMs: replacedAt }));
  }

  async change(change: DirectoryChange, audit: AuditEntry): Promise<DirectoryOutcome> {
    return this.writer.run({ kind: "directory", change, audit: toStoredAuditEntry(audit) });
  }

  async putClient(record: ClientRecord, audit: AuditEntry): Promise<void> {
    await this.writer.run({ kind: "put_client", record, audit: toStoredAuditEntry(audit) });
  }

  async putToken(record: TokenRecord, audit: AuditEntry): Promise<void> {
    await this.writer.run({ kind: "put_token", record, audit: toStoredAuditEntry(audit) });
  }

  async putProviderKey(record: ProviderKeyRecord, audit: AuditEntry): Promise<void> {
    await this.writer.run({ kind: "put_provider_key", record, audit: toStoredAuditEntry(audit) });
  }
}
