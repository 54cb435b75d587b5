import { z } from "zod";
import { Identifier, Timestamp, Window } from "./common";

/** US dollars per million tokens, as charged: the quoted rate times the ratio. */
const Price = z.object({ input_per_mtok: z.number(), output_per_mtok: z.number() });

/** One model as its provider lists it. What the provider does not say is null, never 0. */
export const CatalogueModel = z.object({
  id: z.string(),
  vendor: z.string().nullable(),
  features: z.array(z.string()),
  endpoints: z.array(z.string()),
  context_length: z.number().int().nullable(),
  price: Price.nullable(),
  per_request: z.number().nullable(),
  per_second: z.number().nullable(),
});
export type CatalogueModel = z.infer<typeof CatalogueModel>;

/** The body of a control record of kind `model_catalogue`. A failed reading keeps the last list. */
export const ModelCatalogue = z.object({
  provider: z.string(),
  /** Where it was read: `/api/models` has prices, `/models` has not. */
  path: z.string().nullable(),
  read_at: Timestamp.nullable(),
  failed_at: Timestamp.nullable(),
  failure: z.string().nullable(),
  models: z.array(CatalogueModel),
  /** Entries that could not be understood and were left out. */
  skipped: z.number().int(),
});
export type ModelCatalogue = z.infer<typeof ModelCatalogue>;

/** `GET /api/models`. */
export const ModelList = z.object({
  catalogues: z.array(ModelCatalogue.extend({ age_ms: z.number().int().nullable() })),
});
export type ModelList = z.infer<typeof ModelList>;

export const CatalogueRefresh = z.strictObject({ provider: Identifier });

/** `GET /api/models/cost` query. */
export const CostQuery = z.object({ alias: Identifier, window: Window.default("24h") });
export type CostQuery = z.infer<typeof CostQuery>;

export const CostCandidate = z.object({
  /** A route of the active version, or null for a model of a catalogue. */
  route: z.string().nullable(),
  provider: z.string(),
  model: z.string(),
  role: z.enum(["primary", "fallback", "canary", "candidate"]),
  price_source: z.enum(["route", "catalogue", "unknown"]),
  price: Price.nullable(),
  /** For the alias's mean request of the window; null while price or mix is unknown. */
  cost_per_1k_requests: z.number().nullable(),
  /** Against the primary's; null when either is unknown. */
  times_primary: z.number().nullable(),
});
export type CostCandidate = z.infer<typeof CostCandidate>;

export const CostComparison = z.object({
  alias: z.string(),
  window: Window,
  /** Mean tokens of a request that was served; null without traffic. */
  mix: z.object({ requests: z.number().int(), input_tokens: z.number(), output_tokens: z.number() }).nullable(),
  candidates: z.array(CostCandidate),
});
export type CostComparison = z.infer<typeof CostComparison>;
