import { z } from "zod";
import { CAPABILITY_PROFILES } from "../core/capability-profile";
import { CLAMPABLE_PARAMETERS, DROPPABLE_PARAMETERS, MAPPABLE_PARAMETERS } from "../core/parameter-support";
import { FAILURE_CLASSES } from "../core/signal-class";
import { EndpointName, Identifier, Percent, Timestamp } from "./common";
import { RouteSwitch } from "./route-switch";

/**
 * The stored form of a route map version: what people read, diff, export and import. Field names are those of the
 * configuration file. `lib/control/compile-snapshot` turns it into the form the gateway reads.
 */

const Milliseconds = z.number().int().positive();

export const ProviderDefinition = z.strictObject({
  base_url: z.url({ protocol: /^https?$/ }),
  auth: z
    .strictObject({ header: z.string().default("authorization"), scheme: z.string().nullable().default("Bearer") })
    .prefault({}),
  paths: z
    .strictObject({
      chat: z.string().startsWith("/").default("/chat/completions"),
      responses: z.string().startsWith("/").default("/responses"),
      models: z.string().startsWith("/").default("/models"),
    })
    .prefault({}),
  allow_private_network: z.boolean().default(false),
  /** Passes a caller's W3C trace context on. Off: whose trace a call belongs to is nobody else's business. */
  trace_context: z.boolean().default(false),
  maintenance: z
    .strictObject({
      from: z.string().regex(/^\d{2}:\d{2}$/),
      to: z.string().regex(/^\d{2}:\d{2}$/),
      time_zone: z.string().default("UTC"),
    })
    .nullable()
    .default(null),
});
export type ProviderDefinition = z.infer<typeof ProviderDefinition>;

export const Capabilities = z.strictObject({
  /** A family of models whose limits hold where the route states none of its own. */
  profile: z.enum(CAPABILITY_PROFILES).nullable().default(null),
  temperature: z.tuple([z.number(), z.number()]).nullable().default(null),
  n: z.number().int().positive().nullable().default(null),
  logprobs: z.boolean().default(true),
  tools: z.boolean().default(true),
  json_schema: z.boolean().default(true),
  streaming: z.boolean().default(true),
  vision: z.boolean().default(true),
  reasoning_effort: z.boolean().default(true),
  max_tokens_field: z.enum(["max_tokens", "max_completion_tokens", "both"]).default("both"),
});

export const RouteDefinition = z.strictObject({
  provider: Identifier,
  model: z.string().min(1).max(200),
  endpoints: z.array(EndpointName).nonempty().default(["chat"]),
  context_window: z.number().int().positive().nullable().default(null),
  capacity_verified: z.boolean().default(false),
  /** true: its compatibility checklist is complete; false: never; `contract`: when its contract worksheet is verified. */
  production_eligible: z.union([z.boolean(), z.literal("contract")]).default(true),
  capabilities: Capabilities.prefault({}),
  price: z
    .strictObject({ input_per_mtok: z.number().nonnegative(), output_per_mtok: z.number().nonnegative() })
    .nullable()
    .default(null),
  timeouts: z
    .strictObject({
      connect_ms: Milliseconds.default(3_000),
      headers_ms: Milliseconds.default(30_000),
      first_token_ms: Milliseconds.default(20_000),
      idle_ms: Milliseconds.default(20_000),
      total_ms: Milliseconds.default(120_000),
    })
    .prefault({}),
});
export type RouteDefinition = z.infer<typeof RouteDefinition>;

export const CohortDefinition = z.strictObject({
  match: z
    .strictObject({
      clients: z.array(Identifier).default([]),
      tenants: z.array(z.string()).default([]),
      header: z.boolean().default(false),
    })
    .prefault({}),
  default: z.boolean().default(false),
});
export type CohortDefinition = z.infer<typeof CohortDefinition>;

export const PolicyOverride = z.strictObject({
  retry: z.enum(["never", "backoff", "after_stated_wait"]).optional(),
  fallback: z.enum(["never", "any", "capacity_verified", "larger_context"]).optional(),
  breaker: z.enum(["failure", "malformed", "cool_down", "ignore"]).optional(),
});

export const AliasSettings = z.strictObject({
  owner: z.string().min(1).max(120).default("unassigned"),
  expires_at: z.iso.date().nullable().default(null),
  primary: Identifier,
  fallbacks: z.array(Identifier).max(8).default([]),
  canary: z
    .strictObject({ route: Identifier, cohorts: z.record(Identifier, Percent).default({}) })
    .nullable()
    .default(null),
  stream_policy: z.enum(["passthrough", "buffered"]).default("passthrough"),
  budget: z
    .strictObject({
      deadline_ms: Milliseconds.default(60_000),
      max_attempts: z.number().int().min(1).max(12).default(4),
      max_retries_per_route: z.number().int().min(0).max(5).default(1),
      min_attempt_ms: Milliseconds.default(500),
      max_retry_after_ms: z.number().int().nonnegative().default(5_000),
    })
    .prefault({}),
  objective: z
    .strictObject({
      availability: z.number().gt(0).lt(100).default(99.5),
      latency_p95_ms: Milliseconds.nullable().default(null),
    })
    .prefault({}),
  validation: z
    .strictObject({
      accept_finish_reasons: z.array(z.string()).nonempty().default(["stop", "tool_calls", "length", "function_call"]),
      min_chars: z.number().int().nonnegative().default(1),
      required_json_keys: z.array(z.string()).default([]),
      placeholders: z.array(z.string().min(1).max(200)).max(32).default([]),
    })
    .prefault({}),
  /** What may be changed in a request that a route would otherwise not honour. */
  adapt: z
    .strictObject({
      clamp: z.array(z.enum(CLAMPABLE_PARAMETERS)).default([]),
      map: z.array(z.enum(MAPPABLE_PARAMETERS)).default([]),
      drop: z.array(z.enum(DROPPABLE_PARAMETERS)).default([]),
    })
    .prefault({}),
  context_reset: z.enum(["refuse", "allow"]).default("refuse"),
  side_effects: z.boolean().default(false),
  /** Route control: who may not be sent where, whatever the order of routes says. */
  disabled: z.array(RouteSwitch).max(32).default([]),
  breaker: z
    .strictObject({
      window_ms: Milliseconds.default(30_000),
      minimum_calls: z.number().int().positive().default(10),
      failure_rate: z.number().gt(0).max(1).default(0.5),
      consecutive_failures: z.number().int().positive().default(5),
      open_ms: Milliseconds.default(10_000),
      max_open_ms: Milliseconds.default(300_000),
      slow_call_rate: z.number().gt(0).max(1).nullable().default(null),
      half_open_probes: z.number().int().positive().default(3),
    })
    .prefault({}),
  /** Overrides of single rows of the decision table, by signal class. */
  policy: z.partialRecord(z.enum(FAILURE_CLASSES), PolicyOverride).default({}),
});
export type AliasSettings = z.infer<typeof AliasSettings>;

/**
 * One alias as a version keeps it: settings plus a copy of every route they name, so that restoring the section
 * restores the behaviour even where a route was redefined meanwhile.
 */
export const AliasSection = AliasSettings.extend({
  /** Seed of the arm hash; set once, when the alias first appears. */
  salt: z.string().min(1),
  routes: z.record(Identifier, RouteDefinition),
  /** Where "Roll back" goes: the version before the running canary was exposed; null for a first version. */
  rollback_route_version: z.number().int().positive().nullable(),
});
export type AliasSection = z.infer<typeof AliasSection>;

/** What a version has to show before it comes into force in this environment. */
export const ActivationSettings = z.strictObject({
  /** `enforce`: more exposure than `internal` needs a rollback target that a drill has exercised. */
  exercised_rollback: z.enum(["enforce", "off"]).default("enforce"),
});

export const RouteMapContent = z.strictObject({
  environment: z.string().min(1).max(40),
  providers: z.record(Identifier, ProviderDefinition),
  /** In order: the first cohort whose rule matches wins. */
  cohorts: z.array(CohortDefinition.extend({ id: Identifier })).nonempty(),
  aliases: z.record(Identifier, AliasSection),
  activation: ActivationSettings.prefault({}),
});
export type RouteMapContent = z.infer<typeof RouteMapContent>;

/** One immutable version without its content. */
export const RouteMapVersionSummary = z.object({
  version: z.number().int(),
  created_at: Timestamp,
  author: z.string(),
  reason: z.string().nullable(),
  /** `drafted`: written first and put in force apart from that, or not yet. */
  action: z.enum(["initialised", "shifted", "rolled_back", "activated", "drafted"]),
  /** The alias that changed; null when more than one did. */
  alias: z.string().nullable(),
  base_version: z.number().int().nullable(),
  /** The version whose section a rollback restored. */
  restores: z.number().int().nullable(),
  content_hash: z.string(),
  /** What changed in plain words, for instance "internal 0% → 10%". */
  summary: z.string(),
  is_active: z.boolean(),
  /** When it came into force; null for a draft that never did. */
  activated_at: Timestamp.nullable(),
  activated_by: z.string().nullable(),
});
export type RouteMapVersionSummary = z.infer<typeof RouteMapVersionSummary>;

export const RouteMapVersion = RouteMapVersionSummary.extend({ content: RouteMapContent });
export type RouteMapVersion = z.infer<typeof RouteMapVersion>;

export const RouteMapVersionList = z.object({
  active_version: z.number().int(),
  /** Each running instance with the version its gateway routes by now. */
  instances: z.array(z.object({ id: z.string(), route_version: z.number().int() })),
  versions: z.array(
    RouteMapVersionSummary.extend({
      /** Who approved the step that made it; null where none was asked for. */
      approved_by: z.string().nullable(),
      /** The checks that ran after a rollback; null for any other version. */
      verification_id: z.string().nullable(),
    }),
  ),
  next_cursor: z.string().nullable(),
});
export type RouteMapVersionList = z.infer<typeof RouteMapVersionList>;

/** One field that differs, as a person reads it. Values are already printed ("5%", "8 s", "not set"). */
export const DiffEntry = z.object({
  alias: z.string().nullable(),
  path: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
});
export type DiffEntry = z.infer<typeof DiffEntry>;

export const RouteMapDiff = z.object({
  from: z.number().int(),
  to: z.number().int(),
  entries: z.array(DiffEntry),
  /** Unified diff of the YAML form. */
  raw: z.string(),
});
export type RouteMapDiff = z.infer<typeof RouteMapDiff>;
