import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import { assertNever } from "@/lib/core/assert-never";
import type { DirectoryChange, DirectoryOutcome, PasswordLink } from "../directory-changes";
import type { ClientRecord, TokenRecord } from "../store";
import { readClient, readToken, type StoredClient, type StoredToken } from "./directory-rows";

type Change<Kind extends DirectoryChange["kind"]> = Extract<DirectoryChange, { kind: Kind }>;

/** Somebody who may look after people and can sign in to do so. */
const ADMINS = `select count(*) as count from user where disabled = 0
  and exists (select 1 from json_each(user.roles) where json_each.value = 'admin')
  and exists (select 1 from account where account.user_id = user.id
    and (account.password is not null or account.provider_id <> 'credential'))`;

/** What a password link is filed under in `verification`. */
export const LINK_PREFIX = "set-password:";

/**
 * Makes one change of people, tokens or client keys. Call it inside an immediate transaction and roll that back unless
 * the outcome is `done`: the check that an admin is left comes after the change.
 */
export function changeDirectory(db: Database.Database, change: DirectoryChange, atMs: number): DirectoryOutcome {
  switch (change.kind) {
    case "add_person":
      return addPerson(db, change, atMs);
    case "change_person":
      return changePerson(db, change, atMs);
    case "set_password":
      return setPassword(db, change, atMs);
    case "client":
      return changeClient(db, change);
    case "token":
      return changeToken(db, change);
    default:
      return assertNever(change);
  }
}

function addPerson(db: Database.Database, { person, link }: Change<"add_person">, atMs: number): DirectoryOutcome {
  const { changes } = db
    .prepare(
      `insert into user (id, name, email, email_verified, created_at, updated_at, roles, disabled)
       values (?, ?, ?, 1, ?, ?, ?, 0) on conflict do nothing`,
    )
    .run(person.id, person.name, person.email, atMs, atMs, JSON.stringify(person.roles));
  if (changes === 0) return "conflict";
  putLink(db, person.id, link, atMs);
  return "done";
}

function changePerson(db: Database.Database, change: Change<"change_person">, atMs: number): DirectoryOutcome {
  const { id, base, to } = change;
  const adminsBefore = countAdmins(db);
  const { changes } = db
    .prepare("update user set roles = ?, disabled = ?, updated_at = ? where id = ? and roles = ? and disabled = ?")
    .run(
      JSON.stringify(to.roles),
      Number(to.isDisabled),
      atMs,
      id,
      JSON.stringify(base.roles),
      Number(base.isDisabled),
    );
  if (changes === 0) return "conflict";
  if (change.removesPassword)
    db.prepare("delete from account where user_id = ? and provider_id = 'credential'").run(id);
  if (change.endsSessions) db.prepare("delete from session where user_id = ?").run(id);
  if (change.link !== null || to.isDisabled) putLink(db, id, change.link, atMs);
  return adminsBefore > 0 && countAdmins(db) === 0 ? "last_admin" : "done";
}

function setPassword(db: Database.Database, change: Change<"set_password">, atMs: number): DirectoryOutcome {
  const { personId, linkHash, passwordHash } = change;
  const { changes } = db
    .prepare(
      `delete from verification where identifier = ? and value = ? and expires_at > ?
       and exists (select 1 from user where user.id = ? and user.disabled = 0)`,
    )
    .run(LINK_PREFIX + personId, linkHash, atMs, personId);
  if (changes === 0) return "conflict";
  db.prepare("delete from account where user_id = ? and provider_id = 'credential'").run(personId);
  db.prepare(
    `insert into account (id, account_id, provider_id, user_id, password, created_at, updated_at)
     values (?, ?, 'credential', ?, ?, ?, ?)`,
  ).run(randomUUID(), personId, personId, passwordHash, atMs, atMs);
  db.prepare("delete from session where user_id = ?").run(personId);
  return "done";
}

function changeClient(db: Database.Database, { base, record }: Change<"client">): DirectoryOutcome {
  const row = db.prepare<[string], StoredClient>("select * from clients where id = ?").get(record.id);
  if (!isSame(row === undefined ? null : readClient(row), base)) return "conflict";
  putClient(db, record);
  return "done";
}

function changeToken(db: Database.Database, { base, record }: Change<"token">): DirectoryOutcome {
  const row = db.prepare<[string], StoredToken>("select * from tokens where id = ?").get(record.id);
  if (!isSame(row === undefined ? null : readToken(row), base)) return "conflict";
  putToken(db, record);
  return "done";
}

/** Writes a client over whatever is kept under its id. */
export function putClient(db: Database.Database, record: ClientRecord): void {
  db.prepare(
    `insert into clients (id, key_hash, tenant, requests_per_minute, concurrent, revoked_at, key_made_at,
       previous_key_hash, previous_key_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set key_hash = excluded.key_hash, tenant = excluded.tenant,
       requests_per_minute = excluded.requests_per_minute, concurrent = excluded.concurrent,
       revoked_at = excluded.revoked_at, key_made_at = excluded.key_made_at,
       previous_key_hash = excluded.previous_key_hash, previous_key_until = excluded.previous_key_until`,
  ).run(
    record.id,
    record.keyHash,
    record.tenant,
    record.requestsPerMinute,
    record.concurrent,
    record.revokedAtMs,
    record.keyMadeAtMs,
    record.previousKey?.hash ?? null,
    record.previousKey?.untilMs ?? null,
  );
}

/** Writes a token over whatever is kept under its id. */
export function putToken(db: Database.Database, record: TokenRecord): void {
  db.prepare(
    `insert into tokens (id, token_hash, roles, revoked_at, made_at, made_by) values (?, ?, ?, ?, ?, ?)
     on conflict (id) do update set token_hash = excluded.token_hash, roles = excluded.roles,
       revoked_at = excluded.revoked_at, made_at = excluded.made_at, made_by = excluded.made_by`,
  ).run(record.id, record.tokenHash, JSON.stringify(record.roles), record.revokedAtMs, record.madeAtMs, record.madeBy);
}

function putLink(db: Database.Database, personId: string, link: PasswordLink | null, atMs: number): void {
  db.prepare("delete from verification where identifier = ?").run(LINK_PREFIX + personId);
  if (link === null) return;
  db.prepare(
    "insert into verification (id, identifier, value, expires_at, created_at, updated_at) values (?, ?, ?, ?, ?, ?)",
  ).run(randomUUID(), LINK_PREFIX + personId, link.hash, link.untilMs, atMs, atMs);
}

function countAdmins(db: Database.Database): number {
  return db.prepare<[], { count: number }>(ADMINS).get()?.count ?? 0;
}

/** Both sides were built by the same reader, so their fields come in one order. */
function isSame(kept: object | null, base: object | null): boolean {
  return JSON.stringify(kept) === JSON.stringify(base);
}
