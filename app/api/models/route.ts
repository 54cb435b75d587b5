import { ModelList } from "@/lib/contract/model-catalogue";
import { adapt } from "@/lib/server/api";
import { readModels } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "contract.read",
  output: ModelList,
  run: (_input, { runtime }) => readModels(runtime.control),
});
