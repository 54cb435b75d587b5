import type Database from "better-sqlite3";
import { assertNever } from "@/lib/core/assert-never";
import type { StoredDraft, StoredRouting } from "./writer-protocol";

/** Writes route map versions and moves the pointer, on the writing connection. Call inside the change's transaction. */
export class RouteMapWriter {
  private readonly pointer: Database.Statement<[], { version: number }>;
  private readonly newest: Database.Statement<[], { version: number }>;
  private readonly insertVersion: Database.Statement;
  private readonly movePointer: Database.Statement;
  private readonly insertActivation: Database.Statement;

  constructor(db: Database.Database) {
    this.pointer = db.prepare("select version from route_map_pointer where id = 1");
    this.newest = db.prepare("select coalesce(max(version), 0) as version from route_map_versions");
    this.insertVersion = db.prepare(
      `insert into route_map_versions (version, created_at, author, reason, action, alias, base_version, restores,
         summary, content_hash, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.movePointer = db.prepare(
      `insert into route_map_pointer (id, version) values (1, ?)
       on conflict (id) do update set version = excluded.version`,
    );
    this.insertActivation = db.prepare(
      "insert into route_map_activations (version, activated_at, activated_by) values (?, ?, ?)",
    );
  }

  /** The version in the way of the change; null when it may be made. Throws when nothing is active yet and should be. */
  conflictOf(routing: StoredRouting): number | null {
    if (routing.kind === "draft") return null;
    const base = routing.kind === "publish" ? routing.draft.baseVersion : routing.baseVersion;
    const active = this.pointer.get()?.version ?? null;
    if (active === base) return null;
    if (active === null) throw new Error("there is no active route map to start from");
    return active;
  }

  /** Makes the change and returns the number of the version written or activated. */
  apply(routing: StoredRouting, atMs: number, actor: string): number {
    switch (routing.kind) {
      case "draft":
        return this.write(routing.draft);
      case "publish": {
        const version = this.write(routing.draft);
        this.activate(version, atMs, actor);
        return version;
      }
      case "activate":
        // Numbers say what came later, for the gateway, the charts and the rollback targets; the pointer never goes back.
        if (routing.version <= routing.baseVersion) {
          throw new Error(
            `route map version ${routing.version} is older than the active one; publish its content anew`,
          );
        }
        this.activate(routing.version, atMs, actor);
        return routing.version;
      default:
        return assertNever(routing);
    }
  }

  private write(draft: StoredDraft): number {
    const version = (this.newest.get()?.version ?? 0) + 1;
    this.insertVersion.run(
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
    return version;
  }

  private activate(version: number, atMs: number, actor: string): void {
    this.movePointer.run(version);
    this.insertActivation.run(version, atMs, actor);
  }
}
