import { ContractList } from "@/lib/contract/contract-sheet";
import { adapt } from "@/lib/server/api";
import { readContracts } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "contract.read",
  output: ContractList,
  run: (_input, { runtime }) => readContracts(runtime.control),
});
