import type { Role } from "@/lib/contract/common";
import type { PersonDefinition } from "@/lib/contract/config-file";

/** People as a start needs them; `lib/server/identity` provides it. */
export interface PeopleDirectory {
  list(): Promise<readonly { readonly email: string; readonly roles: readonly Role[] }[]>;
  /** Creates the person, with a credential only when there is a password. */
  create(person: PersonDefinition): Promise<void>;
}
