import type { PersonRecord } from "@/db/directory-changes";
import type { PersonView } from "@/lib/contract/directory";
import { isoTime, isoTimeOrNull } from "./iso-time";

/** A kept person as the console API shows them. */
export function personView(person: PersonRecord): PersonView {
  const ways = person.signsInWith.map((way) => (way === "password" ? "password" : "single_sign_on"));
  return {
    id: person.id,
    email: person.email,
    name: person.name,
    roles: [...person.roles],
    disabled: person.isDisabled,
    signs_in_with: [...new Set(ways)],
    sessions: person.sessionCount,
    last_seen_at: isoTimeOrNull(person.lastSeenAtMs),
    link_until: isoTimeOrNull(person.linkUntilMs),
    created_at: isoTime(person.createdAtMs),
  };
}
