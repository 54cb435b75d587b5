import { PersonChanged, PersonParams, PersonRolesRequest } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { changePerson } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "directory.manage",
  params: PersonParams,
  body: PersonRolesRequest,
  output: PersonChanged,
  run: ({ params, body: { roles, reason } }, { runtime, principal }) =>
    changePerson(runtime.control, principal, { ...params, reason, order: { kind: "set_roles", roles } }),
});
