import type { ClientList } from "@/lib/contract/directory";
import type { ControlContext } from "./context";
import { clientView } from "./directory-views";

/** Every client of the gateway, revoked ones last. */
export async function readClients(context: ControlContext): Promise<ClientList> {
  const nowMs = context.nowMs();
  const clients = (await context.store.directory.clients()).map((record) => clientView(record, nowMs));
  return {
    clients: clients.sort((left, right) => Number(left.revoked_at !== null) - Number(right.revoked_at !== null)),
  };
}
