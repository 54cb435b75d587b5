import { z } from "zod";
import { Role } from "./common";

/** HTTPS, or this machine itself: what passes here in the clear would open the console. */
const Issuer = z
  .url({ protocol: /^https?$/ })
  .refine((text) => {
    const { protocol, hostname, search, hash } = new URL(text);
    const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
    return (protocol === "https:" || isHere) && search === "" && hash === "";
  }, "an https URL without query")
  .transform((text) => text.replace(/\/+$/, ""));

/** An OpenID Connect issuer people may sign in with. */
export const OidcSettings = z.strictObject({
  issuer: Issuer,
  client_id: z.string().min(1).max(300),
  client_secret: z.string().min(1).max(1_000),
  /** What the button says: "Sign in with …". */
  label: z.string().min(1).max(40).default("single sign-on"),
  /** Domains of e-mail addresses that may sign in; empty for any. */
  allowed_domains: z.array(z.string().min(1).max(253).toLowerCase()).default([]),
  /** What somebody nobody added gets at their first sign-in: nothing, or the role viewer. */
  unknown_people: z.enum(["refuse", "viewer"]).default("refuse"),
  /** Roles of somebody nobody added, from a claim of the issuer. Later changes are made in the console. */
  role_claim: z
    .strictObject({ claim: z.string().min(1).max(200), roles: z.record(z.string(), Role) })
    .nullable()
    .default(null),
});
export type OidcSettings = z.infer<typeof OidcSettings>;

export const SignInSettings = z.strictObject({ oidc: OidcSettings.nullable().default(null) });
export type SignInSettings = z.infer<typeof SignInSettings>;

/** Why signing in with the issuer was refused, as the sign-in page is told in its address. */
export const SSO_REFUSALS = ["unknown_person", "email_not_verified", "domain", "disabled", "interrupted"] as const;
export type SsoRefusal = (typeof SSO_REFUSALS)[number];
