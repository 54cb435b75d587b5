import { ShiftAnswer } from "@/lib/contract/approval";
import { ShiftRequest } from "@/lib/contract/canary";
import { AliasParams } from "@/lib/contract/path-params";
import { adapt } from "@/lib/server/api";
import { shiftCohort } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "cohort.shift",
  params: AliasParams,
  body: ShiftRequest,
  output: ShiftAnswer,
  status: (answer) => ("approval_id" in answer ? 202 : 200),
  run: ({ params, body }, { runtime, principal, ifMatch }) =>
    shiftCohort(runtime.control, principal, { ...params, ...body, ifMatch }),
});
