import type Database from "better-sqlite3";
import type { PersonRecord } from "../directory-changes";
import type { PeopleStore } from "../people-store";
import { LINK_PREFIX } from "./change-directory";
import { readRoles } from "./directory-rows";

interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: string;
  readonly disabled: number;
  readonly createdAtMs: number;
  readonly signsInWith: string;
  readonly sessionCount: number;
  readonly lastSeenAtMs: number | null;
  readonly linkUntilMs: number | null;
}

const LISTED_AT_MOST = 10_000;

const PEOPLE = `select user.id, user.email, user.name, user.roles, user.disabled, user.created_at as createdAtMs,
  (select json_group_array(case account.provider_id when 'credential' then 'password' else account.provider_id end)
    from account where account.user_id = user.id
      and (account.password is not null or account.provider_id <> 'credential')) as signsInWith,
  (select count(*) from session where session.user_id = user.id and session.expires_at > :nowMs) as sessionCount,
  (select max(session.updated_at) from session where session.user_id = user.id) as lastSeenAtMs,
  (select max(verification.expires_at) from verification
    where verification.identifier = '${LINK_PREFIX}' || user.id and verification.expires_at > :nowMs) as linkUntilMs
  from user`;

/** People with their sessions, read on the connection that reads. */
export class SqlitePeopleStore implements PeopleStore {
  private readonly all: Database.Statement<[{ nowMs: number }], PersonRow>;
  private readonly byId: Database.Statement<[{ nowMs: number; id: string }], PersonRow>;
  private readonly byLink: Database.Statement<[{ nowMs: number; hash: string }], PersonRow>;

  constructor(reader: Database.Database) {
    this.all = reader.prepare(`${PEOPLE} order by user.email limit ${LISTED_AT_MOST}`);
    this.byId = reader.prepare(`${PEOPLE} where user.id = :id`);
    this.byLink = reader.prepare(
      `${PEOPLE} where user.disabled = 0 and user.id = (
         select substr(identifier, ${LINK_PREFIX.length + 1}) from verification
         where value = :hash and expires_at > :nowMs and identifier like '${LINK_PREFIX}%')`,
    );
  }

  async list(nowMs: number): Promise<PersonRecord[]> {
    return this.all.all({ nowMs }).map(readPerson);
  }

  async person(id: string, nowMs: number): Promise<PersonRecord | null> {
    const row = this.byId.get({ nowMs, id });
    return row === undefined ? null : readPerson(row);
  }

  async personOfLink(hash: string, nowMs: number): Promise<PersonRecord | null> {
    const row = this.byLink.get({ nowMs, hash });
    return row === undefined ? null : readPerson(row);
  }
}

function readPerson({ roles, disabled, signsInWith, ...row }: PersonRow): PersonRecord {
  const ways: string[] = JSON.parse(signsInWith);
  return { ...row, roles: readRoles(roles), isDisabled: disabled === 1, signsInWith: ways };
}
