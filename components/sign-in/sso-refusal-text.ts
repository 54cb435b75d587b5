import type { SsoRefusal } from "@/lib/contract/sign-in-settings";

const TEXTS: Readonly<Record<SsoRefusal, string>> = {
  unknown_person: "You are not a person here yet. Ask an admin to add you, then sign in again.",
  email_not_verified: "The sign-in service does not vouch for your e-mail address. Ask whoever runs it.",
  domain: "Addresses of your organisation may not sign in here.",
  disabled: "You may not sign in at the moment. Ask an admin.",
  interrupted: "The sign-in was interrupted or took too long. Start it again.",
};

/** Why somebody the sign-in service knows was not let in, and what to do. */
export function ssoRefusalText(refusal: SsoRefusal): string {
  return TEXTS[refusal];
}
