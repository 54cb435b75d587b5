import { PersonChanged, PersonParams, ReasonOnly } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { changePerson } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "directory.manage",
  params: PersonParams,
  body: ReasonOnly,
  output: PersonChanged,
  handsOutSecret: true,
  run: ({ params, body }, { runtime, principal }) => {
    const { publicUrl } = runtime.config;
    const order = { kind: "reset_password", publicUrl } as const;
    return changePerson(runtime.control, principal, { ...params, ...body, order });
  },
});
