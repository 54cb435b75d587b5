import { DrillParams, RunDrillRequest, StartedDrill } from "@/lib/contract/drill";
import { adapt } from "@/lib/server/api";
import { runDrill } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "drill.run",
  params: DrillParams,
  body: RunDrillRequest,
  output: StartedDrill,
  run: ({ params, body }, { runtime, principal }) => runDrill(runtime.drills, principal, { ...params, ...body }),
});
