import { CreateTokenRequest, TokenChanged, TokenList } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { createToken, readTokens } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "directory.manage",
  output: TokenList,
  run: (_input, { runtime }) => readTokens(runtime.control),
});
export const POST = adapt({
  action: "directory.manage",
  body: CreateTokenRequest,
  output: TokenChanged,
  handsOutSecret: true,
  run: ({ body }, { runtime, principal }) => createToken(runtime.control, principal, body),
});
