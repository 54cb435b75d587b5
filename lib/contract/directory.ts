import { z } from "zod";
import { Identifier, Reason, Role, Timestamp } from "./common";

/** People, access tokens, client keys and provider keys, as admins see and change them. Secrets only ever go out once. */

const Roles = z
  .array(Role)
  .nonempty()
  .max(4)
  .refine((roles) => new Set(roles).size === roles.length, "each role once");

/** What every change of the directory may carry. */
const WithReason = z.object({ reason: Reason.optional() });
export const ReasonOnly = WithReason;
export type ReasonOnly = z.infer<typeof ReasonOnly>;

export const PersonView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  roles: z.array(Role),
  disabled: z.boolean(),
  /** `password`, `single_sign_on`; empty for somebody who cannot sign in yet. */
  signs_in_with: z.array(z.enum(["password", "single_sign_on"])),
  sessions: z.number().int(),
  last_seen_at: Timestamp.nullable(),
  /** Until when the person may choose a password with the link they were given; null without one. */
  link_until: Timestamp.nullable(),
  created_at: Timestamp,
});
export type PersonView = z.infer<typeof PersonView>;

export const PeopleList = z.object({ people: z.array(PersonView) });
export type PeopleList = z.infer<typeof PeopleList>;

export const PersonParams = z.object({ person: z.string().min(1).max(64) });

export const AddPersonRequest = WithReason.extend({
  email: z.email().max(254).toLowerCase(),
  name: z.string().trim().min(1).max(120),
  roles: Roles,
});
export type AddPersonRequest = z.infer<typeof AddPersonRequest>;

export const PersonRolesRequest = WithReason.extend({ roles: Roles });

/** A person after a change. `password_link` is there only when the change made one, and never again. */
export const PersonChanged = z.object({
  person: PersonView,
  password_link: z.object({ url: z.string(), until: Timestamp }).nullable(),
});
export type PersonChanged = z.infer<typeof PersonChanged>;

export const SetPasswordRequest = z.object({
  token: z.string().min(20).max(200),
  password: z.string().min(12, "12 characters or more").max(256),
});
export type SetPasswordRequest = z.infer<typeof SetPasswordRequest>;
export const PasswordSet = z.object({ email: z.string() });

export const TokenView = z.object({
  id: z.string(),
  roles: z.array(Role),
  made_at: Timestamp.nullable(),
  revoked_at: Timestamp.nullable(),
});
export type TokenView = z.infer<typeof TokenView>;
export const TokenList = z.object({ tokens: z.array(TokenView) });
export type TokenList = z.infer<typeof TokenList>;
export const TokenParams = z.object({ token: Identifier });
export const CreateTokenRequest = WithReason.extend({ id: Identifier, roles: Roles });
export type CreateTokenRequest = z.infer<typeof CreateTokenRequest>;

/** A token after a change. `secret` is there only when the change made one, and never again. */
export const TokenChanged = z.object({ token: TokenView, secret: z.string().nullable() });
export type TokenChanged = z.infer<typeof TokenChanged>;

const ClientLimits = z.object({
  tenant: z.string().trim().min(1).max(120).nullable(),
  requests_per_minute: z.number().int().positive().max(10_000_000).nullable(),
  concurrent: z.number().int().positive().max(100_000).nullable(),
});

export const ClientView = ClientLimits.extend({
  id: z.string(),
  key_made_at: Timestamp.nullable(),
  /** Until when the key before the present one still works; null when only the present one does. */
  previous_key_until: Timestamp.nullable(),
  revoked_at: Timestamp.nullable(),
});
export type ClientView = z.infer<typeof ClientView>;
export const ClientList = z.object({ clients: z.array(ClientView) });
export type ClientList = z.infer<typeof ClientList>;
export const ClientParams = z.object({ client: Identifier });
export const CreateClientRequest = WithReason.extend(ClientLimits.partial().shape).extend({ id: Identifier });
export type CreateClientRequest = z.infer<typeof CreateClientRequest>;
export const ClientLimitsRequest = WithReason.extend(ClientLimits.shape);
export type ClientLimitsRequest = z.infer<typeof ClientLimitsRequest>;

/** At most a week: a key that stays valid for ever was not rotated. */
export const LONGEST_OVERLAP_MINUTES = 7 * 24 * 60;
export const RotateClientRequest = WithReason.extend({
  overlap_minutes: z.number().int().min(0).max(LONGEST_OVERLAP_MINUTES).default(0),
});
export type RotateClientRequest = z.infer<typeof RotateClientRequest>;

/** A client after a change. `secret` is there only when the change made one, and never again. */
export const ClientChanged = z.object({ client: ClientView, secret: z.string().nullable() });
export type ClientChanged = z.infer<typeof ClientChanged>;

export const ProviderView = z.object({
  id: z.string(),
  base_url: z.string(),
  host: z.string(),
  /**
   * `set`: sent with each call. `missing`: none was entered. `other_host`: entered for another host, so it is not used
   * and has to be entered again.
   */
  key: z.enum(["set", "missing", "other_host"]),
  last_four: z.string().nullable(),
  key_host: z.string().nullable(),
  replaced_at: Timestamp.nullable(),
  routes: z.array(z.string()),
});
export type ProviderView = z.infer<typeof ProviderView>;
export const ProviderList = z.object({ providers: z.array(ProviderView) });
export type ProviderList = z.infer<typeof ProviderList>;
export const ProviderParams = z.object({ provider: Identifier });
export const ProviderKeyRequest = WithReason.extend({
  key: z.string().regex(/^[\x21-\x7e]{1,4096}$/, "visible ASCII characters, no spaces"),
  /** The host the person saw: a provider that points elsewhere by now does not get the key. */
  host: z.string().min(1).max(300),
});
export type ProviderKeyRequest = z.infer<typeof ProviderKeyRequest>;

/** `GET /api/settings`: what is set outside the console. */
export const SettingsView = z.object({
  environment: z.string(),
  public_url: z.string(),
  config_path: z.string(),
  database_path: z.string(),
  log_level: z.string(),
  durability: z.enum(["strict", "relaxed"]),
  retention: z.object({ attempts_days: z.number().int(), rollups_days: z.number().int() }),
  ledger: z.object({
    accepted: z.number().int(),
    recorded: z.number().int(),
    refused: z.number().int(),
    queued: z.number().int(),
    state: z.enum(["recording", "degraded"]),
  }),
  single_sign_on: z.object({ label: z.string(), issuer: z.string() }).nullable(),
});
export type SettingsView = z.infer<typeof SettingsView>;
