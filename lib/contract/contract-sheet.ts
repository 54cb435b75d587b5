import { z } from "zod";
import { CAPABILITY_PROFILES } from "../core/capability-profile";
import { CONTRACT_ROW_IDS } from "../core/contract-rows";
import { FAILURE_CLASSES } from "../core/signal-class";
import { EndpointName, Identifier, Reason, Timestamp } from "./common";
import { Capabilities } from "./route-map";

/** A path below the base URL. Anything that could leave it, or carry a query, is refused. */
const EndpointPath = z
  .string()
  .regex(/^(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)+$/, "a plain path such as /chat/completions")
  .max(120);

/** Names a call sets itself, or that belong to the connection. */
const RESERVED_HEADERS = [
  "host",
  "content-length",
  "content-type",
  "transfer-encoding",
  "connection",
  "accept",
  "accept-encoding",
  "cookie",
  "te",
  "upgrade",
  "user-agent",
  "expect",
];

const HeaderName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,62}$/, "a header name")
  .refine((name) => !RESERVED_HEADERS.includes(name.toLowerCase()), "a header that can carry a key");

/** Without the defaults a route has: what a row leaves out must not replace anything. */
const HonouredParameters = z.strictObject({
  temperature: Capabilities.shape.temperature.unwrap().optional(),
  n: Capabilities.shape.n.unwrap().optional(),
  logprobs: z.boolean().optional(),
  tools: z.boolean().optional(),
  json_schema: z.boolean().optional(),
  streaming: z.boolean().optional(),
  vision: z.boolean().optional(),
  reasoning_effort: z.boolean().optional(),
  max_tokens_field: Capabilities.shape.max_tokens_field.unwrap().optional(),
});

/** What a row sets for the gateway; a row without a setting leaves the route map's value in force. */
export const ContractSetting = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("path"), path: EndpointPath }),
  z.strictObject({
    kind: z.literal("auth"),
    header: HeaderName,
    scheme: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/, "a scheme such as Bearer")
      .nullable(),
  }),
  z.strictObject({
    kind: z.literal("parameters"),
    families: z
      .array(z.strictObject({ family: z.enum(CAPABILITY_PROFILES).nullable(), honours: HonouredParameters }))
      .max(CAPABILITY_PROFILES.length + 1),
  }),
  z.strictObject({
    kind: z.literal("deviations"),
    deviations: z
      .array(
        z.strictObject({
          status: z.number().int().min(400).max(599),
          code: z.string().min(1).max(100).nullable(),
          means: z.enum(FAILURE_CLASSES),
        }),
      )
      .max(20),
  }),
]);
export type ContractSetting = z.infer<typeof ContractSetting>;

export const ContractRowName = z.enum(CONTRACT_ROW_IDS);
const CalendarDay = z.iso.date();
const SourceUrl = z.url({ protocol: /^https?$/ }).max(500);

const RowText = {
  /** What is known, in plain words. */
  value: z.string().trim().max(2_000),
  setting: ContractSetting.nullable(),
  source_url: SourceUrl.nullable(),
  accessed_on: CalendarDay.nullable(),
  /** How it may be said to others without claiming more than is known. */
  safe_wording: z.string().trim().max(1_000),
};

/** One row as it is kept. */
export const ContractRow = z.strictObject({
  ...RowText,
  edited_by: z.string().nullable(),
  edited_at: Timestamp.nullable(),
  verified_by: z.string().nullable(),
  verified_at: Timestamp.nullable(),
});
export type ContractRow = z.infer<typeof ContractRow>;

/** The body of a control record of kind `contract_sheet`. */
export const ContractSheet = z.strictObject({
  provider: Identifier,
  endpoint: EndpointName,
  /** Whose published facts it started from. */
  started_from: z.enum(["cometapi", "openai", "empty"]),
  rows: z.record(ContractRowName, ContractRow),
});
export type ContractSheet = z.infer<typeof ContractSheet>;

export const ContractRowView = ContractRow.extend({
  row: ContractRowName,
  label: z.string(),
  is_required: z.boolean(),
  state: z.enum(["unverified", "verified", "stale"]),
  /** What the gateway does now; null for a row it reads nothing from. */
  in_force: z.string().nullable(),
  in_force_from: z.enum(["worksheet", "route_map"]).nullable(),
  /** What the probes look at to notice that it is no longer true. */
  checks: z.array(z.string()),
});
export type ContractRowView = z.infer<typeof ContractRowView>;

export const ContractHistoryEntry = z.object({
  at: Timestamp,
  actor: z.string(),
  text: z.string(),
  row: ContractRowName,
  before: ContractRow.nullable(),
  after: ContractRow.nullable(),
});

export const ContractSheetView = z.object({
  provider: z.string(),
  endpoint: EndpointName,
  started_from: ContractSheet.shape.started_from,
  /** 0 while nobody has changed it. */
  revision: z.number().int(),
  open_rows: z.number().int(),
  stale_rows: z.number().int(),
  rows: z.array(ContractRowView),
  /** Newest first. */
  history: z.array(ContractHistoryEntry),
});
export type ContractSheetView = z.infer<typeof ContractSheetView>;

/** Whether a route may take production traffic, and why. */
export const RouteContractView = z.object({
  route: z.string(),
  provider: z.string(),
  provider_model: z.string(),
  endpoints: z.array(EndpointName),
  aliases: z.array(z.string()),
  is_eligible: z.boolean(),
  basis: z.enum(["contract", "file", "vetoed", "unverified"]),
  sentence: z.string(),
  open_rows: z.array(z.object({ endpoint: EndpointName, row: ContractRowName })),
});
export type RouteContractView = z.infer<typeof RouteContractView>;

/** `GET /api/contracts`. */
export const ContractList = z.object({
  max_age_days: z.number().int(),
  sheets: z.array(ContractSheetView),
  routes: z.array(RouteContractView),
});
export type ContractList = z.infer<typeof ContractList>;

/** `PUT /api/contracts/{provider}/{endpoint}/rows/{row}`: the whole row; it is unverified afterwards. */
export const ContractRowEdit = z.strictObject({
  ...RowText,
  reason: Reason,
  /** The revision that was looked at. */
  base_revision: z.number().int().nonnegative(),
});
export type ContractRowEdit = z.infer<typeof ContractRowEdit>;

/** `POST .../verify`: somebody looked at the source and found the row true. */
export const ContractRowVerification = z.strictObject({
  base_revision: z.number().int().nonnegative(),
  reason: Reason.optional(),
});
export type ContractRowVerification = z.infer<typeof ContractRowVerification>;

export const ContractChanged = z.object({ revision: z.number().int(), state: ContractRowView.shape.state });
export type ContractChanged = z.infer<typeof ContractChanged>;

export const ContractRowParams = z.object({ provider: Identifier, endpoint: EndpointName, row: ContractRowName });
