import type {
  ContractList,
  ContractRowView,
  ContractSheetView,
  RouteContractView,
} from "@/lib/contract/contract-sheet";
import { ContractRow, ContractRowName } from "@/lib/contract/contract-sheet";
import { CONTRACT_ROW_IDS, CONTRACT_ROWS, type ContractRowId } from "@/lib/core/contract-rows";
import { CONTRACT_MAX_AGE_MS, contractRowState } from "@/lib/core/contract-standing";
import { contractKey } from "@/lib/core/contract-terms";
import { PROBE_CHECKS } from "@/lib/core/probes/probe-check";
import type { ControlContext } from "./context";
import { inForce } from "./contract-in-force";
import { contractSheets, type KeptSheet } from "./contract-sheets";
import { isoTime } from "./iso-time";
import { openRowsOf, standingOf, standingSentence } from "./route-contract";

const DAY_MS = 24 * 60 * 60_000;
const SHOWN_HISTORY = 20;

/** Every worksheet with its history, what of it is in force, and what it means for the routes. */
export async function readContracts(context: ControlContext): Promise<ContractList> {
  const kept = await contractSheets(context);
  return {
    max_age_days: CONTRACT_MAX_AGE_MS / DAY_MS,
    sheets: await Promise.all(kept.map((sheet) => sheetView(context, sheet))),
    routes: routeContracts(context),
  };
}

async function sheetView(context: ControlContext, { sheet, revision }: KeptSheet): Promise<ContractSheetView> {
  const id = contractKey(sheet.provider, sheet.endpoint);
  const lines =
    revision === 0 ? [] : await context.store.control.timeline({ kind: "contract_sheet", id, limit: SHOWN_HISTORY });
  const rows = CONTRACT_ROW_IDS.map((row) => rowView(context, { sheet, revision }, row));
  return {
    provider: sheet.provider,
    endpoint: sheet.endpoint,
    started_from: sheet.started_from,
    revision,
    open_rows: rows.filter((row) => row.is_required && row.state === "unverified").length,
    stale_rows: rows.filter((row) => row.state === "stale").length,
    rows,
    history: lines.flatMap(historyEntry),
  };
}

function rowView(context: ControlContext, { sheet }: KeptSheet, row: ContractRowId): ContractRowView {
  const kept = sheet.rows[row];
  const { label, isRequired, checks } = CONTRACT_ROWS[row];
  const verifiedAtMs = kept.verified_at === null ? null : Date.parse(kept.verified_at);
  const force = inForce(context.active().content, sheet, row);
  return {
    ...kept,
    row,
    label,
    is_required: isRequired,
    state: contractRowState(verifiedAtMs, context.nowMs()),
    in_force: force?.text ?? null,
    in_force_from: force?.from ?? null,
    checks: checks.map((check) => PROBE_CHECKS[check]),
  };
}

type Line = Awaited<ReturnType<ControlContext["store"]["control"]["timeline"]>>[number];

/** A line nobody can read any more is left out: the audit trail still has it. */
function historyEntry({ atMs, actor, text, detail }: Line): ContractSheetView["history"] {
  if (typeof detail !== "object" || detail === null || !("row" in detail)) return [];
  const row = ContractRowName.safeParse(detail.row);
  if (!row.success) return [];
  const read = (value: unknown) => ContractRow.safeParse(value).data ?? null;
  const before = read("before" in detail ? detail.before : null);
  const after = read("after" in detail ? detail.after : null);
  return [{ at: isoTime(atMs), actor, text, row: row.data, before, after }];
}

/** Every route of the active version once, with the aliases that name it. */
export function routeContracts(context: ControlContext): RouteContractView[] {
  const views = new Map<string, RouteContractView>();
  for (const [alias, section] of Object.entries(context.active().content.aliases)) {
    for (const [route, definition] of Object.entries(section.routes)) {
      const seen = views.get(route);
      if (seen !== undefined) {
        views.set(route, { ...seen, aliases: [...seen.aliases, alias] });
        continue;
      }
      const standing = standingOf(definition, context.contracts.book());
      views.set(route, {
        route,
        provider: definition.provider,
        provider_model: definition.model,
        endpoints: definition.endpoints,
        aliases: [alias],
        is_eligible: standing.isEligible,
        basis: standing.basis,
        sentence: standingSentence(standing),
        open_rows: openRowsOf(standing),
      });
    }
  }
  return [...views.values()];
}
