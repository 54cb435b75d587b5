import type Database from "better-sqlite3";

/** The dictionary of the ledger both ways. Small (configured names only), so a report reads it whole. */
export class Names {
  private readonly names = new Map<number, string>();
  private readonly ids = new Map<string, number>();

  constructor(db: Database.Database) {
    for (const { id, name } of db.prepare<[], { id: number; name: string }>("select id, name from names").all()) {
      this.names.set(id, name);
      this.ids.set(name, id);
    }
  }

  /** Undefined for a name the ledger has never seen: nothing can be recorded under it. */
  id(name: string): number | undefined {
    return this.ids.get(name);
  }

  name(id: number): string {
    return this.names.get(id) ?? `#${id}`;
  }

  nameOrNull(id: number | null): string | null {
    return id === null ? null : this.name(id);
  }
}
