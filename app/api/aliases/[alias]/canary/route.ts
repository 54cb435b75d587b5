import { CanaryView } from "@/lib/contract/canary";
import { AliasParams } from "@/lib/contract/path-params";
import { adapt } from "@/lib/server/api";
import { readCanary } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "canary.read",
  params: AliasParams,
  output: CanaryView,
  run: ({ params }, { runtime }) => readCanary(runtime.control, params.alias),
});
