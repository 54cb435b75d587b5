import type { TokenRecord } from "@/db/store";
import type { CreateTokenRequest, TokenChanged } from "@/lib/contract/directory";
import type { Principal } from "@/lib/contract/session";
import { changeDirectory } from "./change-directory";
import type { ControlContext } from "./context";
import { tokenView } from "./directory-views";
import { newSecret } from "./new-secret";
import { personBehind } from "./person-behind";
import { actorOf } from "./rollout-actor";

/** Makes an access token for automation and hands it out once. Refused with `conflict` when the name is or was taken. */
export async function createToken(
  context: ControlContext,
  actor: Principal,
  { id, roles, reason }: CreateTokenRequest,
): Promise<TokenChanged> {
  const object = `token:${id}`;
  const secret = newSecret("swt");
  const madeBy = await personBehind(context, actorOf(actor));
  const record: TokenRecord = {
    id,
    tokenHash: secret.hash,
    roles,
    revokedAtMs: null,
    madeAtMs: context.nowMs(),
    madeBy,
  };
  await changeDirectory(context, actor, { action: "token.created", object, asked: { roles }, reason }, async () => ({
    action: "token.created",
    object,
    before: null,
    after: { roles },
    change: { kind: "token", base: null, record },
    conflict: `There is or was an access token ${id}; names are not used twice, so that the audit trail stays clear.`,
  }));
  return { token: tokenView(record), secret: secret.text };
}
