import { ContractChanged, ContractRowParams, ContractRowVerification } from "@/lib/contract/contract-sheet";
import { adapt } from "@/lib/server/api";
import { verifyContractRow } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "contract.verify",
  params: ContractRowParams,
  body: ContractRowVerification,
  output: ContractChanged,
  run: ({ params, body }, { runtime, principal }) =>
    verifyContractRow(runtime.control, principal, { ...params, ...body }),
});
