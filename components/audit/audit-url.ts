import { createParser, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { AuditFilter } from "@/lib/client/queries";
import { AUDIT_OUTCOMES } from "@/lib/contract/audit";
import { AUDIT_ACTIONS } from "@/lib/contract/audit-actions";

/** A moment in UTC; anything that is none reads as not given. */
const parseAsMoment = createParser({
  parse: (text) => (Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString()),
  serialize: (text: string) => text,
});

/** The state of the Audit page that lives in its address. */
export const auditParsers = {
  action: parseAsStringLiteral(AUDIT_ACTIONS),
  actor: parseAsString,
  object: parseAsString,
  outcome: parseAsStringLiteral(AUDIT_OUTCOMES),
  from: parseAsMoment,
  to: parseAsMoment,
  /** Opaque place in the trail where older rows begin. */
  cursor: parseAsString,
};

export type AuditUrlState = inferParserType<typeof auditParsers>;

export const NO_AUDIT_FILTERS = {
  action: null,
  actor: null,
  object: null,
  outcome: null,
  from: null,
  to: null,
  cursor: null,
} as const;

/** What the trail is asked for at this address. */
export function toAuditFilter(state: AuditUrlState): AuditFilter {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null));
}

/** "action=cohort.shifted, actor=lee"; empty when the whole trail is asked for. */
export function describeAuditFilter({ cursor: _cursor, ...filters }: AuditUrlState): string {
  return Object.entries(filters)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
    .join(", ");
}

/** Where the rows of this address are to be had as a file. */
export function auditExportPath({ cursor: _cursor, ...filters }: AuditUrlState, format: "jsonl" | "csv"): string {
  const search = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filters)) if (value !== null) search.set(name, value);
  return `/api/exports/audit?${search}`;
}
