import type { PersonRecord } from "./directory-changes";

/** People as the console lists them. They change through `DirectoryStore.change`. */
export interface PeopleStore {
  /** By e-mail address. */
  list(nowMs: number): Promise<PersonRecord[]>;
  person(id: string, nowMs: number): Promise<PersonRecord | null>;
  /** The person a password link belongs to; null when it is unknown, used or over. */
  personOfLink(linkHash: string, nowMs: number): Promise<PersonRecord | null>;
}
