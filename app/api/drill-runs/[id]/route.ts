import { DrillRunParams, DrillRunView } from "@/lib/contract/drill";
import { adapt } from "@/lib/server/api";
import { readDrillRun } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "drills.read",
  params: DrillRunParams,
  output: DrillRunView,
  run: ({ params }, { runtime }) => readDrillRun(runtime.control, params.id),
});
