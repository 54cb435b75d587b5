import { DrillRunParams, DrillRunView } from "@/lib/contract/drill";
import { adapt } from "@/lib/server/api";
import { stopDrill } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "drill.stop",
  params: DrillRunParams,
  output: DrillRunView,
  run: ({ params }, { runtime, principal }) => stopDrill(runtime.drills, principal, params.id),
});
