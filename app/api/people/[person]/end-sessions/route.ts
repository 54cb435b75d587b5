import { PersonChanged, PersonParams, ReasonOnly } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { changePerson } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "directory.manage",
  params: PersonParams,
  body: ReasonOnly,
  output: PersonChanged,
  run: ({ params, body }, { runtime, principal }) =>
    changePerson(runtime.control, principal, { ...params, ...body, order: { kind: "end_sessions" } }),
});
