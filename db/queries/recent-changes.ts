import type Database from "better-sqlite3";
import type { RecentChange } from "@/lib/contract/overview";
import { iso } from "./window-plan";

interface ChangeRow {
  readonly at: number;
  readonly actor: string;
  readonly text: string;
  readonly route_version: number | null;
}

/** Audited changes beside those of the route map, in words. Sign-ins and refusals are not changes. */
const WORDS = `case action
  when 'provider_key.replaced' then 'replaced the key of '
  when 'person.created' then 'added '
  when 'client.created' then 'added '
  when 'token.created' then 'added '
  end`;

/** The newest changes people made to routing, keys and access, newest first. */
export function recentChanges(db: Database.Database, limit: number): RecentChange[] {
  return db
    .prepare<[number, number, number], ChangeRow>(
      `select * from (select a.activated_at as at, v.author as actor,
           case when v.alias is null then '' else v.alias || ': ' end || v.summary as text, v.version as route_version
         from route_map_activations a join route_map_versions v on v.version = a.version order by a.version desc limit ?)
       union all
       select * from (select at, actor, ${WORDS} || replace(object, ':', ' ') as text, route_version from audit
         where action in ('provider_key.replaced', 'person.created', 'client.created', 'token.created')
           and outcome = 'done' order by seq desc limit ?)
       order by at desc limit ?`,
    )
    .all(limit, limit, limit)
    .map(({ at, ...change }) => ({ at: iso(at), ...change }));
}
