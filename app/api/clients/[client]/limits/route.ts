import { ClientChanged, ClientLimitsRequest, ClientParams } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { changeClient } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "directory.manage",
  params: ClientParams,
  body: ClientLimitsRequest,
  output: ClientChanged,
  run: ({ params, body }, { runtime, principal }) => {
    const { tenant, requests_per_minute: requestsPerMinute, concurrent, reason } = body;
    const order = { kind: "set_limits", tenant, requestsPerMinute, concurrent } as const;
    return changeClient(runtime.control, principal, { ...params, reason, order });
  },
});
