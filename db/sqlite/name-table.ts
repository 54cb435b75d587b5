import type Database from "better-sqlite3";

/** The dictionary of configured names inside the writer: a name gets its number in the transaction that first uses it. */
export class NameTable {
  private readonly ids = new Map<string, number>();
  private readonly insert: Database.Statement<[string]>;
  private readonly all: Database.Statement<[], { id: number; name: string }>;

  constructor(db: Database.Database) {
    this.insert = db.prepare("insert into names (name) values (?)");
    this.all = db.prepare("select id, name from names");
    this.reload();
  }

  id(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = Number(this.insert.run(name).lastInsertRowid);
    this.ids.set(name, id);
    return id;
  }

  idOrNull(name: string | null): number | null {
    return name === null ? null : this.id(name);
  }

  /** Forgets names a rolled-back transaction gave numbers to. */
  reload(): void {
    this.ids.clear();
    for (const { id, name } of this.all.all()) this.ids.set(name, id);
  }
}
