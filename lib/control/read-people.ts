import type { PeopleList } from "@/lib/contract/directory";
import type { ControlContext } from "./context";
import { personView } from "./person-view";

/** Everybody, by e-mail address. */
export async function readPeople(context: ControlContext): Promise<PeopleList> {
  return { people: (await context.store.people.list(context.nowMs())).map(personView) };
}
