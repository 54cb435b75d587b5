import { type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { AuditFilter } from "@/lib/client/queries";
import { AUDIT_ACTIONS } from "@/lib/contract/audit";

/** The state of the Audit page that lives in its address. */
export const auditParsers = {
  action: parseAsStringLiteral(AUDIT_ACTIONS),
  actor: parseAsString,
  object: parseAsString,
  /** Opaque place in the trail where older rows begin. */
  cursor: parseAsString,
};

export type AuditUrlState = inferParserType<typeof auditParsers>;

export const NO_AUDIT_FILTERS = { action: null, actor: null, object: null, cursor: null } as const;

/** What the trail is asked for at this address. */
export function toAuditFilter({ action, actor, object, cursor }: AuditUrlState): AuditFilter {
  return {
    ...(action === null ? {} : { action }),
    ...(actor === null ? {} : { actor }),
    ...(object === null ? {} : { object }),
    ...(cursor === null ? {} : { cursor }),
  };
}

/** "action=cohort.shifted, actor=lee"; empty when the whole trail is asked for. */
export function describeAuditFilter({ action, actor, object }: AuditUrlState): string {
  return Object.entries({ action, actor, object })
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]))
    .join(", ");
}
