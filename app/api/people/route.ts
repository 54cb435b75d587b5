import { AddPersonRequest, PeopleList, PersonChanged } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { addPerson, readPeople } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "directory.manage",
  output: PeopleList,
  run: (_input, { runtime }) => readPeople(runtime.control),
});
export const POST = adapt({
  action: "directory.manage",
  body: AddPersonRequest,
  output: PersonChanged,
  handsOutSecret: true,
  run: ({ body }, { runtime, principal }) =>
    addPerson(runtime.control, principal, { ...body, publicUrl: runtime.config.publicUrl }),
});
