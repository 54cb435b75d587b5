import type { ContractChanged, ContractRowVerification } from "@/lib/contract/contract-sheet";
import type { Principal } from "@/lib/contract/session";
import { CONTRACT_ROWS } from "@/lib/core/contract-rows";
import { contractKey } from "@/lib/core/contract-terms";
import { auditActor } from "./actor";
import { audited } from "./audited";
import { changeContractRow, type RowPlace, rowToChange } from "./change-contract-row";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { ControlRefusal } from "./refusal";

/**
 * Says that somebody compared the row with its source and found it true; verifying again renews the date. Who wrote a row
 * cannot verify it (403): a second pair of eyes is the point. Throws 409 for a row without content or source.
 */
export async function verifyContractRow(
  context: ControlContext,
  actor: Principal,
  input: RowPlace & ContractRowVerification,
): Promise<ContractChanged> {
  const { provider, endpoint, row, base_revision: baseRevision, reason = null } = input;
  const object = `contract:${contractKey(provider, endpoint)}`;
  const attempt = { action: "contract.row_verified", object, asked: { row }, reason } as const;
  return audited(context, actor, attempt, async () => {
    const kept = await rowToChange(context, input, baseRevision);
    const { current } = kept;
    const who = auditActor(actor).actor;
    const { label } = CONTRACT_ROWS[row];
    if (current.edited_by === who) {
      throw new ControlRefusal("forbidden", `You wrote ${label} yourself; somebody else has to verify it.`);
    }
    if (current.value === "" || current.source_url === null) {
      throw new ControlRefusal(
        "conflict",
        `${label} says nothing yet, or names no source. Fill it in before it is verified.`,
      );
    }
    const after = { ...current, verified_by: who, verified_at: isoTime(context.nowMs()) };
    const change = { provider, endpoint, row, kept, after, reason };
    return changeContractRow(context, actor, {
      ...change,
      event: "row_verified",
      auditAction: "contract.row_verified",
    });
  });
}
