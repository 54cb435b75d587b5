import { RollbackRequest, RollbackResult } from "@/lib/contract/canary";
import { AliasParams } from "@/lib/contract/path-params";
import { adapt } from "@/lib/server/api";
import { rollBack } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "alias.roll_back",
  params: AliasParams,
  body: RollbackRequest,
  output: RollbackResult,
  run: ({ params, body }, { runtime, principal }) => rollBack(runtime.control, principal, { ...params, ...body }),
});
