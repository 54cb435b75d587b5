import type Database from "better-sqlite3";
import { assertNever } from "@/lib/core/assert-never";
import { CHAIN_START, linkHash, type StoredAuditEntry } from "./audit-chain";
import type { CommandResults, StoredDraft, WriterCommand } from "./writer-protocol";

/** Runs the changes of the control plane on the writing connection. Call `run` inside an immediate transaction. */
export class CommandRunner {
  private readonly pointer: Database.Statement<[], { version: number }>;
  private readonly head: Database.Statement<[], { seq: number; hash: string }>;

  constructor(private readonly db: Database.Database) {
    this.pointer = db.prepare("select version from route_map_pointer where id = 1");
    this.head = db.prepare("select seq, hash from audit_head where id = 1");
  }

  run(command: Exclude<WriterCommand, { kind: "settle_rollups" }>): CommandResults[WriterCommand["kind"]] {
    switch (command.kind) {
      case "publish":
        return this.publish(command.draft, command.audit);
      case "put_client":
        return this.putClient(command);
      case "put_token":
        return this.putToken(command);
      case "put_provider_key":
        return this.putProviderKey(command);
      case "append_audit":
        return this.appendAudit(command.audit);
      case "breaker_event": {
        const { atMs, route, from, to, cause, detail } = command.event;
        this.db
          .prepare(
            "insert into breaker_events (at, route, from_state, to_state, cause, detail) values (?, ?, ?, ?, ?, ?)",
          )
          .run(atMs, route, from, to, cause, detail);
        return null;
      }
      case "identity":
        return this.runIdentity(command);
      default:
        return assertNever(command);
    }
  }

  private publish(draft: StoredDraft, audit: StoredAuditEntry): CommandResults["publish"] {
    const active = this.pointer.get()?.version ?? null;
    if (active !== draft.baseVersion) {
      if (active === null) throw new Error("there is no active route map to start from");
      return { conflictWith: active };
    }
    const newest = this.db.prepare<[], { version: number }>(
      "select coalesce(max(version), 0) as version from route_map_versions",
    );
    const version = (newest.get()?.version ?? 0) + 1;
    this.db
      .prepare(
        `insert into route_map_versions (version, created_at, author, reason, action, alias, base_version, restores,
           summary, content_hash, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        version,
        draft.createdAtMs,
        draft.author,
        draft.reason,
        draft.action,
        draft.alias,
        draft.baseVersion,
        draft.restores,
        draft.summary,
        draft.contentHash,
        draft.content,
      );
    this.db
      .prepare(
        `insert into route_map_pointer (id, version) values (1, ?)
         on conflict (id) do update set version = excluded.version`,
      )
      .run(version);
    this.appendAudit({ ...audit, routeVersion: version });
    return { published: version };
  }

  private putClient({ record, audit }: Extract<WriterCommand, { kind: "put_client" }>): null {
    this.db
      .prepare(
        `insert into clients (id, key_hash, tenant, requests_per_minute, concurrent, revoked_at)
         values (?, ?, ?, ?, ?, ?)
         on conflict (id) do update set key_hash = excluded.key_hash, tenant = excluded.tenant,
           requests_per_minute = excluded.requests_per_minute, concurrent = excluded.concurrent,
           revoked_at = excluded.revoked_at`,
      )
      .run(record.id, record.keyHash, record.tenant, record.requestsPerMinute, record.concurrent, record.revokedAtMs);
    return this.appendAudit(audit);
  }

  private putToken({ record, audit }: Extract<WriterCommand, { kind: "put_token" }>): null {
    this.db
      .prepare(
        `insert into tokens (id, token_hash, roles, revoked_at) values (?, ?, ?, ?)
         on conflict (id) do update set token_hash = excluded.token_hash, roles = excluded.roles,
           revoked_at = excluded.revoked_at`,
      )
      .run(record.id, record.tokenHash, JSON.stringify(record.roles), record.revokedAtMs);
    return this.appendAudit(audit);
  }

  private putProviderKey({ record, audit }: Extract<WriterCommand, { kind: "put_provider_key" }>): null {
    this.db
      .prepare(
        `insert into provider_keys (provider, host, sealed, last_four, replaced_at) values (?, ?, ?, ?, ?)
         on conflict (provider) do update set host = excluded.host, sealed = excluded.sealed,
           last_four = excluded.last_four, replaced_at = excluded.replaced_at`,
      )
      .run(record.provider, record.host, record.sealed, record.lastFour, record.replacedAtMs);
    return this.appendAudit(audit);
  }

  private appendAudit(entry: StoredAuditEntry): null {
    const head = this.head.get() ?? { seq: 0, hash: CHAIN_START };
    const seq = head.seq + 1;
    const hash = linkHash(head.hash, seq, entry);
    this.db
      .prepare(
        `insert into audit (seq, at, actor, actor_kind, action, object, outcome, before, after, reason, trace_id,
           route_version, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        seq,
        entry.atMs,
        entry.actor,
        entry.actorKind,
        entry.action,
        entry.object,
        entry.outcome,
        entry.before,
        entry.after,
        entry.reason,
        entry.traceId,
        entry.routeVersion,
        hash,
      );
    this.db
      .prepare(
        `insert into audit_head (id, seq, hash) values (1, ?, ?)
         on conflict (id) do update set seq = excluded.seq, hash = excluded.hash`,
      )
      .run(seq, hash);
    return null;
  }

  private runIdentity(command: Extract<WriterCommand, { kind: "identity" }>): CommandResults["identity"] {
    const statement = this.db.prepare<unknown[], unknown[]>(command.sql);
    if (command.returnsRows) return { rows: statement.raw().all(...command.params), changes: 0 };
    return { rows: [], changes: statement.run(...command.params).changes };
  }
}
