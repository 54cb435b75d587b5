import { ClientChanged, ClientParams, ReasonOnly } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { changeClient } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "directory.manage",
  params: ClientParams,
  body: ReasonOnly,
  output: ClientChanged,
  run: ({ params, body }, { runtime, principal }) =>
    changeClient(runtime.control, principal, { ...params, ...body, order: { kind: "revoke" } }),
});
