import type { ClientRecord } from "@/db/store";
import type { ClientChanged, CreateClientRequest } from "@/lib/contract/directory";
import type { Principal } from "@/lib/contract/session";
import { changeDirectory } from "./change-directory";
import type { ControlContext } from "./context";
import { clientView } from "./directory-views";
import { newSecret } from "./new-secret";

/**
 * Admits a client to the gateway and hands out its key, once; the gateway takes it from the next request on. Refused
 * with `conflict` when the name is or was taken.
 */
export async function createClient(
  context: ControlContext,
  actor: Principal,
  input: CreateClientRequest,
): Promise<ClientChanged> {
  const { id, tenant = null, requests_per_minute = null, concurrent = null, reason } = input;
  const object = `client:${id}`;
  const after = { tenant, requests_per_minute, concurrent };
  const secret = newSecret("swk");
  const record: ClientRecord = {
    id,
    keyHash: secret.hash,
    tenant,
    requestsPerMinute: requests_per_minute,
    concurrent,
    revokedAtMs: null,
    keyMadeAtMs: context.nowMs(),
    previousKey: null,
  };
  await changeDirectory(context, actor, { action: "client.created", object, asked: after, reason }, async () => ({
    action: "client.created",
    object,
    before: null,
    after,
    change: { kind: "client", base: null, record },
    conflict: `There is or was a client ${id}; names are not used twice, so that its requests stay its own.`,
  }));
  await context.admitClients();
  return { client: clientView(record, context.nowMs()), secret: secret.text };
}
