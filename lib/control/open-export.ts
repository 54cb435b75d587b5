import { AuditRow } from "@/lib/contract/audit";
import type { AuditExportQuery, ExportKind, RequestExportQuery } from "@/lib/contract/exports";
import { RequestView } from "@/lib/contract/requests";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "./actor";
import type { ControlContext } from "./context";
import { type ExportPage, exportRows } from "./export-rows";
import { isoTime } from "./iso-time";

/** Pages are read one at a time in the report worker, so that no export holds up a dashboard. */
const PAGE_ROWS = 200;

/** What is exported, with the filters of its list. */
export type ExportOrder =
  | { readonly kind: "audit"; readonly query: AuditExportQuery }
  | { readonly kind: "requests"; readonly query: RequestExportQuery };

/**
 * The text of an export, newest first, as of now: what comes in meanwhile is left out. Who took what is in the audit
 * trail before the first line leaves.
 */
export async function openExport(
  context: ControlContext,
  actor: Principal,
  order: ExportOrder,
): Promise<AsyncGenerator<string>> {
  const { format, ...filter } = order.query;
  const columns = COLUMNS[order.kind];
  await context.store.audit.append({
    ...auditActor(actor),
    atMs: context.nowMs(),
    action: "records.exported",
    object: `export:${order.kind}`,
    outcome: "done",
    before: null,
    after: { format, ...filter },
    reason: null,
    traceId: null,
    routeVersion: null,
  });
  const asOf = isoTime(context.nowMs());
  return exportRows(order.kind, format, columns, () =>
    order.kind === "audit" ? auditPage(context, order.query) : requestPage(context, { to: asOf, ...order.query }),
  );
}

const COLUMNS: Readonly<Record<ExportKind, readonly string[]>> = {
  audit: Object.keys(AuditRow.shape),
  requests: [...Object.keys(RequestView.shape), "attempts"],
};

async function auditPage(context: ControlContext, query: AuditExportQuery, cursor?: string): Promise<ExportPage> {
  const list = await context.store.audit.list({ ...query, cursor, limit: PAGE_ROWS });
  const { next_cursor } = list;
  return { rows: list.rows, next: next_cursor === null ? null : () => auditPage(context, query, next_cursor) };
}

async function requestPage(context: ControlContext, query: RequestExportQuery, cursor?: string): Promise<ExportPage> {
  const list = await context.store.reports.requests({ ...query, cursor, limit: PAGE_ROWS }, context.nowMs());
  const { next_cursor } = list;
  return { rows: list.requests, next: next_cursor === null ? null : () => requestPage(context, query, next_cursor) };
}
