import type Database from "better-sqlite3";
import { assertNever } from "@/lib/core/assert-never";
import type { DirectoryChange, DirectoryOutcome } from "../directory-changes";
import type { StoredAuditEntry } from "./audit-chain";
import { AuditWriter } from "./audit-writer";
import { changeDirectory, putClient, putToken } from "./change-directory";
import { ControlWriter } from "./control-writer";
import type { CommandResults, WriterCommand } from "./writer-protocol";

/** Runs the changes of the control plane on the writing connection. Call `run` inside an immediate transaction. */
export class CommandRunner {
  private readonly audit: AuditWriter;
  private readonly control: ControlWriter;

  constructor(private readonly db: Database.Database) {
    this.audit = new AuditWriter(db);
    this.control = new ControlWriter(db, this.audit);
  }

  run(command: Exclude<WriterCommand, { kind: "settle_rollups" }>): CommandResults[WriterCommand["kind"]] {
    switch (command.kind) {
      case "commit":
        return this.control.commit(command.change);
      case "put_client":
        putClient(this.db, command.record);
        return this.appendAudit(command.audit);
      case "put_token":
        putToken(this.db, command.record);
        return this.appendAudit(command.audit);
      case "put_provider_key":
        return this.putProviderKey(command);
      case "directory":
        return this.changeDirectory(command.change, command.audit);
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

  private changeDirectory(change: DirectoryChange, audit: StoredAuditEntry): DirectoryOutcome {
    const refusal = new DirectoryRefusal();
    try {
      // A transaction within the command's own: undone alone when the outcome says so.
      this.db.transaction(() => {
        refusal.outcome = changeDirectory(this.db, change, audit.atMs);
        if (refusal.outcome !== "done") throw refusal;
        this.appendAudit(audit);
      })();
    } catch (error) {
      if (error !== refusal) throw error;
    }
    return refusal.outcome;
  }

  private putProviderKey({ record, audit }: Extract<WriterCommand, { kind: "put_provider_key" }>): null {
    this.db
      .prepare(
        `insert into provider_keys (provider, host, sealed, last_four, replaced_at, entered_in) values (?, ?, ?, ?, ?, ?)
         on conflict (provider) do update set host = excluded.host, sealed = excluded.sealed,
           last_four = excluded.last_four, replaced_at = excluded.replaced_at, entered_in = excluded.entered_in`,
      )
      .run(record.provider, record.host, record.sealed, record.lastFour, record.replacedAtMs, record.enteredIn);
    return this.appendAudit(audit);
  }

  private appendAudit(entry: StoredAuditEntry): null {
    this.audit.append(entry);
    return null;
  }

  private runIdentity(command: Extract<WriterCommand, { kind: "identity" }>): CommandResults["identity"] {
    const statement = this.db.prepare<unknown[], unknown[]>(command.sql);
    if (command.returnsRows) return { rows: statement.raw().all(...command.params), changes: 0 };
    return { rows: [], changes: statement.run(...command.params).changes };
  }
}

/** Thrown to undo a change that may not stand; never leaves the runner. */
class DirectoryRefusal extends Error {
  outcome: DirectoryOutcome = "done";
}
