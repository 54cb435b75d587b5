import { CostComparison, CostQuery } from "@/lib/contract/model-catalogue";
import { adapt } from "@/lib/server/api";
import { compareCost } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "contract.read",
  query: CostQuery,
  output: CostComparison,
  run: ({ query }, { runtime }) => compareCost(runtime.control, query),
});
