import { ClientChanged, ClientParams, RotateClientRequest } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { changeClient } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "directory.manage",
  params: ClientParams,
  body: RotateClientRequest,
  output: ClientChanged,
  handsOutSecret: true,
  run: ({ params, body: { overlap_minutes, reason } }, { runtime, principal }) => {
    const order = { kind: "rotate", overlapMs: overlap_minutes * 60_000 } as const;
    return changeClient(runtime.control, principal, { ...params, reason, order });
  },
});
