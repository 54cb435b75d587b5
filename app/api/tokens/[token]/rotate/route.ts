import { ReasonOnly, TokenChanged, TokenParams } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { changeToken } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "directory.manage",
  params: TokenParams,
  body: ReasonOnly,
  output: TokenChanged,
  handsOutSecret: true,
  run: ({ params, body }, { runtime, principal }) =>
    changeToken(runtime.control, principal, { ...params, ...body, order: "rotate" }),
});
