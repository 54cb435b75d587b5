import { ClientChanged, ClientList, CreateClientRequest } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { createClient, readClients } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "directory.manage",
  output: ClientList,
  run: (_input, { runtime }) => readClients(runtime.control),
});
export const POST = adapt({
  action: "directory.manage",
  body: CreateClientRequest,
  output: ClientChanged,
  handsOutSecret: true,
  run: ({ body }, { runtime, principal }) => createClient(runtime.control, principal, body),
});
