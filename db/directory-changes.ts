import type { Role } from "@/lib/contract/common";
import type { ClientRecord, TokenRecord } from "./store";

/** A person as kept. Times are epoch milliseconds. */
export interface PersonRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly isDisabled: boolean;
  /** `password`, or the id of the sign-in service; empty for a person who cannot sign in yet. */
  readonly signsInWith: readonly string[];
  readonly sessionCount: number;
  readonly lastSeenAtMs: number | null;
  /** End of the link with which the person may choose a password; null when there is none. */
  readonly linkUntilMs: number | null;
  readonly createdAtMs: number;
}

/** With it a person chooses a password once. Only the hash of what is in the link is kept. */
export interface PasswordLink {
  /** Hex SHA-256. */
  readonly hash: string;
  readonly untilMs: number;
}

/** What a change of a person was decided on; it is refused when the person is another by now. */
export type PersonBase = Pick<PersonRecord, "roles" | "isDisabled">;

/**
 * One change of people, access tokens or client keys. `base` is what the change was decided on, null for something new:
 * a change is made only when the database still says the same.
 */
export type DirectoryChange =
  | {
      readonly kind: "add_person";
      readonly person: Pick<PersonRecord, "id" | "email" | "name" | "roles">;
      readonly link: PasswordLink | null;
    }
  | {
      readonly kind: "change_person";
      readonly id: string;
      readonly base: PersonBase;
      readonly to: PersonBase;
      readonly endsSessions: boolean;
      readonly removesPassword: boolean;
      /** Takes the place of an older link. */
      readonly link: PasswordLink | null;
    }
  /** Uses up the link, ends the person's sessions and sets the password. */
  | {
      readonly kind: "set_password";
      readonly personId: string;
      readonly linkHash: string;
      readonly passwordHash: string;
    }
  | { readonly kind: "client"; readonly base: ClientRecord | null; readonly record: ClientRecord }
  | { readonly kind: "token"; readonly base: TokenRecord | null; readonly record: TokenRecord };

/**
 * `conflict`: not what it was decided on, or the name is taken. `last_admin`: nobody who can sign in would be left to
 * look after people. Both leave everything as it was.
 */
export type DirectoryOutcome = "done" | "conflict" | "last_admin";
