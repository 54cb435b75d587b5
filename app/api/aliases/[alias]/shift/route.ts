import { ShiftRequest, ShiftResult } from "@/lib/contract/canary";
import { AliasParams } from "@/lib/contract/path-params";
import { adapt } from "@/lib/server/api";
import { shiftCohort } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "cohort.shift",
  params: AliasParams,
  body: ShiftRequest,
  output: ShiftResult,
  run: ({ params, body }, { runtime, principal, ifMatch }) =>
    shiftCohort(runtime.control, principal, { ...params, ...body, ifMatch }),
});
