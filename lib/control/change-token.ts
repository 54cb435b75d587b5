import type { AuditAction } from "@/lib/contract/audit";
import type { TokenChanged } from "@/lib/contract/directory";
import type { Principal } from "@/lib/contract/session";
import { changeDirectory } from "./change-directory";
import type { ControlContext } from "./context";
import { tokenView } from "./directory-views";
import { isoTimeOrNull } from "./iso-time";
import { type NewSecret, newSecret } from "./new-secret";
import { personBehind } from "./person-behind";
import { ControlRefusal } from "./refusal";
import { actorOf } from "./rollout-actor";

/** `rotate` hands out a new token once; `revoke` ends the token for good. Either way the old one ends at once. */
export type TokenOrder = "rotate" | "revoke";

const ACTIONS: Readonly<Record<TokenOrder, AuditAction>> = { rotate: "token.rotated", revoke: "token.revoked" };

/**
 * Rotates or revokes an access token. The next call with the old one is refused. Refused with `not_found`, and with
 * `conflict` when the token is revoked or was changed meanwhile.
 */
export async function changeToken(
  context: ControlContext,
  actor: Principal,
  input: { readonly token: string; readonly order: TokenOrder; readonly reason?: string | undefined },
): Promise<TokenChanged> {
  const { token: id, order, reason } = input;
  const action = ACTIONS[order];
  const object = `token:${id}`;
  const { record, secret } = await changeDirectory(context, actor, { action, object, asked: {}, reason }, async () => {
    const base = (await context.store.directory.tokens()).find((token) => token.id === id);
    if (base === undefined) throw new ControlRefusal("not_found", `There is no access token ${id}.`);
    if (base.revokedAtMs !== null) {
      throw new ControlRefusal("conflict", `Access token ${id} is revoked for good; create another.`);
    }
    const nowMs = context.nowMs();
    const madeBy = await personBehind(context, actorOf(actor));
    const made: NewSecret | null = order === "rotate" ? newSecret("swt") : null;
    const changed =
      made === null ? { ...base, revokedAtMs: nowMs } : { ...base, tokenHash: made.hash, madeAtMs: nowMs, madeBy };
    return {
      action,
      object,
      before: { made_at: isoTimeOrNull(base.madeAtMs) },
      after: made === null ? { revoked: true } : { made_at: isoTimeOrNull(nowMs) },
      change: { kind: "token", base, record: changed },
      conflict: `Access token ${id} was changed by somebody else meanwhile; look again.`,
      record: changed,
      secret: made?.text ?? null,
    };
  });
  return { token: tokenView(record), secret };
}
