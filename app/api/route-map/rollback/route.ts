import { RollbackResult } from "@/lib/contract/canary";
import { MapRollbackRequest } from "@/lib/contract/rollback";
import { adapt } from "@/lib/server/api";
import { rollBackMap } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "route_map.roll_back",
  body: MapRollbackRequest,
  output: RollbackResult,
  run: ({ body }, { runtime, principal }) => rollBackMap(runtime.control, principal, body),
});
