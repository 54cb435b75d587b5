import { BreakerOrderRequest, BreakerOrderResult } from "@/lib/contract/breaker";
import { RouteParams } from "@/lib/contract/path-params";
import { adapt } from "@/lib/server/api";
import { overrideBreaker } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "breaker.override",
  params: RouteParams,
  body: BreakerOrderRequest,
  output: BreakerOrderResult,
  run: ({ params, body }, { runtime, principal }) =>
    overrideBreaker(runtime.control, principal, { ...params, ...body }),
});
