import type { PersonRecord } from "@/db/directory-changes";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/** The person of this id. Refused with `not_found`. */
export async function findPerson(context: ControlContext, id: string): Promise<PersonRecord> {
  const person = await context.store.people.person(id, context.nowMs());
  if (person === null) throw new ControlRefusal("not_found", "There is no such person.");
  return person;
}
