import type { PasswordLink } from "@/db/directory-changes";
import type { PersonChanged } from "@/lib/contract/directory";
import { isoTime } from "./iso-time";
import { newSecret } from "./new-secret";

const VALID_MS = 24 * 60 * 60 * 1_000;

/** A link with which one person chooses a password once within a day: what is kept, and what is handed out. */
export interface NewPasswordLink {
  readonly kept: PasswordLink;
  readonly handedOut: PersonChanged["password_link"];
}

/** The secret stands behind `#`, which browsers never send, so that it reaches no log on the way. */
export function newPasswordLink(publicUrl: string, nowMs: number): NewPasswordLink {
  const { text, hash } = newSecret("swp");
  const untilMs = nowMs + VALID_MS;
  return {
    kept: { hash, untilMs },
    handedOut: { url: `${publicUrl}/sign-in/set-password#${text}`, until: isoTime(untilMs) },
  };
}
