import { z } from "zod";
import { Identifier, Role } from "./common";
import { ActivationSettings, AliasSettings, CohortDefinition, ProviderDefinition, RouteDefinition } from "./route-map";
import { SignInSettings } from "./sign-in-settings";

/**
 * `switchyard.yaml`. Everything but `version`, `providers`, `routes`, `aliases` and one client has a default.
 * The shape only: what one part says about another is checked by `config-cross-checks`.
 */

/** What an HTTP header can carry: an environment variable with a line break at its end would fail every call. */
const HeaderText = z.string().regex(/^[\x21-\x7e]*$/, "visible ASCII characters, no spaces");

/** A caller's or automation's credential. Long enough that guessing is hopeless; kept only as SHA-256. */
const Credential = HeaderText.min(8).max(512);

export const ClientDefinition = z.strictObject({
  id: Identifier,
  key: Credential,
  tenant: z.string().min(1).max(120).nullable().default(null),
  limits: z
    .strictObject({
      requests_per_minute: z.number().int().positive().nullable().default(null),
      concurrent: z.number().int().positive().nullable().default(null),
    })
    .prefault({}),
});
export type ClientDefinition = z.infer<typeof ClientDefinition>;

/** A person without a password exists but cannot sign in with one. */
export const PersonDefinition = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  name: z.string().min(1).max(120).optional(),
  roles: z.array(Role).nonempty(),
  password: z.string().min(8).max(256).nullable().default(null),
});
export type PersonDefinition = z.infer<typeof PersonDefinition>;

export const TokenDefinition = z.strictObject({
  id: Identifier,
  roles: z.array(Role).nonempty(),
  token: Credential,
});
export type TokenDefinition = z.infer<typeof TokenDefinition>;

export const ProviderEntry = ProviderDefinition.extend({
  id: Identifier,
  /** Null for a provider that takes no key, for instance a model served on the same machine. */
  api_key: HeaderText.min(1).max(4_096).nullable().default(null),
});
export type ProviderEntry = z.infer<typeof ProviderEntry>;

export const RecordingSettings = z.strictObject({
  durability: z.enum(["strict", "relaxed"]).default("strict"),
  retention: z
    .strictObject({
      attempts_days: z.number().int().min(1).max(3_650).default(30),
      rollups_days: z.number().int().min(1).max(3_650).default(400),
    })
    .prefault({}),
});
export type RecordingSettings = z.infer<typeof RecordingSettings>;

export const ConfigFile = z.strictObject({
  version: z.literal(1),
  environment: z.string().min(1).max(40).default("production"),
  clients: z.array(ClientDefinition).nonempty(),
  people: z.array(PersonDefinition).default([]),
  tokens: z.array(TokenDefinition).default([]),
  providers: z.array(ProviderEntry).nonempty(),
  routes: z.array(RouteDefinition.extend({ id: Identifier })).nonempty(),
  /** In order: the first cohort whose rule matches wins. A default cohort `general` is added when none is marked. */
  cohorts: z.array(CohortDefinition.extend({ id: Identifier })).default([]),
  aliases: z.array(AliasSettings.extend({ id: Identifier })).nonempty(),
  activation: ActivationSettings.prefault({}),
  recording: RecordingSettings.prefault({}),
  sign_in: SignInSettings.prefault({}),
});
export type ConfigFile = z.infer<typeof ConfigFile>;
