import { ContractChanged, ContractRowEdit, ContractRowParams } from "@/lib/contract/contract-sheet";
import { adapt } from "@/lib/server/api";
import { editContractRow } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const PUT = adapt({
  action: "contract.edit",
  params: ContractRowParams,
  body: ContractRowEdit,
  output: ContractChanged,
  run: ({ params, body }, { runtime, principal }) =>
    editContractRow(runtime.control, principal, { ...params, ...body }),
});
