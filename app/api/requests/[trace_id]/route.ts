import { TraceParams } from "@/lib/contract/path-params";
import { RequestDetail } from "@/lib/contract/requests";
import { adapt } from "@/lib/server/api";
import { readRequest } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "requests.read",
  params: TraceParams,
  output: RequestDetail,
  run: ({ params }, { runtime }) => readRequest(runtime.control, params.trace_id),
});
