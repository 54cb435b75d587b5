import type { AuditAction } from "@/lib/contract/audit";
import type { ContractChanged, ContractRow, ContractSheet } from "@/lib/contract/contract-sheet";
import type { Principal } from "@/lib/contract/session";
import { CONTRACT_ROWS, type ContractRowId } from "@/lib/core/contract-rows";
import { contractRowState } from "@/lib/core/contract-standing";
import { contractKey } from "@/lib/core/contract-terms";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { auditActor } from "./actor";
import { commitChange } from "./commit-change";
import type { ControlContext } from "./context";
import { contractSheet, type KeptSheet } from "./contract-sheets";
import { publishContracts } from "./publish-contracts";
import { ControlRefusal } from "./refusal";

export interface RowPlace {
  readonly provider: string;
  readonly endpoint: Endpoint;
  readonly row: ContractRowId;
}

/** The row to change as it is kept now. Throws 404 for a worksheet that does not exist, 409 when it was changed since. */
export async function rowToChange(
  context: ControlContext,
  { provider, endpoint, row }: RowPlace,
  baseRevision: number,
): Promise<KeptSheet & { readonly current: ContractRow }> {
  const kept = await contractSheet(context, provider, endpoint);
  if (kept === null) {
    throw new ControlRefusal(
      "not_found",
      `The active version has no provider ${provider} with a ${endpoint} endpoint.`,
    );
  }
  if (kept.revision !== baseRevision) throw changedSince(kept.revision);
  return { ...kept, current: kept.sheet.rows[row] };
}

export interface RowChange extends RowPlace {
  readonly kept: KeptSheet;
  readonly after: ContractRow;
  readonly event: "row_edited" | "row_verified";
  readonly auditAction: AuditAction;
  readonly reason: string | null;
}

/** Writes the row with its history and audit row in one transaction, then hands the worksheets to the gateway. */
export async function changeContractRow(
  context: ControlContext,
  actor: Principal,
  change: RowChange,
): Promise<ContractChanged> {
  const { provider, endpoint, row, kept, after, reason } = change;
  const before = kept.sheet.rows[row];
  const sheet: ContractSheet = { ...kept.sheet, rows: { ...kept.sheet.rows, [row]: after } };
  const atMs = context.nowMs();
  const id = contractKey(provider, endpoint);
  const verb = change.event === "row_verified" ? "verified" : "edited";
  const text = `${CONTRACT_ROWS[row].label} of ${provider} ${endpoint} ${verb}`;
  const who = auditActor(actor);
  const result = await commitChange(context, {
    atMs,
    routing: null,
    records: [
      {
        kind: "contract_sheet",
        id,
        baseRevision: kept.revision === 0 ? null : kept.revision,
        subject: provider,
        state: "kept",
        routeVersion: null,
        body: sheet,
      },
    ],
    timeline: [
      {
        ...who,
        atMs,
        kind: "contract_sheet",
        id,
        subject: provider,
        event: change.event,
        text,
        detail: { row, before, after },
      },
    ],
    audit: {
      ...who,
      atMs,
      action: change.auditAction,
      object: `contract:${id}`,
      outcome: "done",
      before: { row, ...before },
      after: { row, ...after },
      reason,
      traceId: null,
      routeVersion: null,
    },
  });
  if (result.kind !== "committed") throw changedSince(null);
  await publishContracts(context);
  context.live.emit({ type: "contract", at: new Date(atMs).toISOString(), provider, endpoint, text });
  const verifiedAtMs = after.verified_at === null ? null : Date.parse(after.verified_at);
  return { revision: kept.revision + 1, state: contractRowState(verifiedAtMs, atMs) };
}

function changedSince(revision: number | null): ControlRefusal {
  return new ControlRefusal(
    "conflict",
    "Somebody changed this worksheet meanwhile. Nothing was written; look at it again.",
    revision === null ? {} : { revision },
  );
}
