import type { ContractChanged, ContractRowEdit, ContractSetting } from "@/lib/contract/contract-sheet";
import type { Principal } from "@/lib/contract/session";
import { CONTRACT_ROWS, type ContractRowId } from "@/lib/core/contract-rows";
import { contractKey } from "@/lib/core/contract-terms";
import { auditActor } from "./actor";
import { audited } from "./audited";
import { changeContractRow, type RowPlace, rowToChange } from "./change-contract-row";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { ControlRefusal } from "./refusal";

/**
 * Writes one row of a contract worksheet. It is unverified from then on, so that a route that depends on it is not
 * production eligible until somebody else has confirmed it. Throws 404, 409 and 400 for a setting the row cannot hold.
 */
export async function editContractRow(
  context: ControlContext,
  actor: Principal,
  input: RowPlace & ContractRowEdit,
): Promise<ContractChanged> {
  const { provider, endpoint, row, reason, base_revision: baseRevision } = input;
  const { value, setting, source_url, accessed_on, safe_wording } = input;
  const object = `contract:${contractKey(provider, endpoint)}`;
  const attempt = { action: "contract.row_edited", object, asked: { row, setting }, reason } as const;
  return audited(context, actor, attempt, async () => {
    refuseForeignSetting(row, setting);
    const kept = await rowToChange(context, input, baseRevision);
    const after = {
      value,
      setting,
      source_url,
      accessed_on,
      safe_wording,
      edited_by: auditActor(actor).actor,
      edited_at: isoTime(context.nowMs()),
      verified_by: null,
      verified_at: null,
    };
    const change = { provider, endpoint, row, kept, after, reason };
    return changeContractRow(context, actor, { ...change, event: "row_edited", auditAction: "contract.row_edited" });
  });
}

function refuseForeignSetting(row: ContractRowId, setting: ContractSetting | null): void {
  const { sets, label } = CONTRACT_ROWS[row];
  if (setting === null || setting.kind === sets) return;
  const takes = sets === null ? "nothing the gateway reads" : `a setting of kind ${sets}`;
  throw new ControlRefusal("bad_request", `${label} holds ${takes}, not ${setting.kind}.`);
}
