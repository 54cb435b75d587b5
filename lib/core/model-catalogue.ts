import { asArray, asNumber, asObject, asText, type JsonObject, parseJson } from "./json";
import type { RoutePrice } from "./routing-snapshot";

/** One model as its provider lists it. What is not stated is null. */
export interface ListedModel {
  readonly id: string;
  readonly vendor: string | null;
  readonly features: readonly string[];
  readonly endpoints: readonly string[];
  readonly contextLength: number | null;
  /** What is charged: the quoted rate times the ratio. Null unless both directions are known. */
  readonly price: RoutePrice | null;
  readonly perRequest: number | null;
  readonly perSecond: number | null;
}

export interface ListedModels {
  readonly models: readonly ListedModel[];
  /** Entries without a usable id. */
  readonly skipped: number;
}

const MOST_MODELS = 2_000;
const MOST_WORDS = 20;

/**
 * Reads CometAPI's `GET /api/models` and the OpenAI list of `GET /v1/models`; null when it is neither. Lenient towards
 * each entry: `endpoints` comes as text, JSON in a text, a list or an object.
 */
export function readModelList(value: unknown): ListedModels | null {
  const entries = asArray(asObject(value)?.data);
  if (entries === null) return null;
  const models = entries.slice(0, MOST_MODELS).flatMap((entry) => readModel(asObject(entry)));
  return { models, skipped: entries.length - models.length };
}

function readModel(entry: JsonObject | null): ListedModel[] {
  const id = asText(entry?.id);
  if (entry === null || id === null || id.length > 200) return [];
  const pricing = asObject(entry.pricing);
  return [
    {
      id,
      vendor: clipped(asText(entry.provider) ?? asText(entry.owned_by)),
      features: words(entry.features),
      endpoints: endpointsOf(entry.endpoints),
      contextLength: wholeNumber(entry.context_length),
      price: priceOf(pricing),
      perRequest: charged(pricing, "per_request"),
      perSecond: charged(pricing, "per_second"),
    },
  ];
}

/** The list quotes the vendor's rate; the ratio beside it is what makes it the price. A missing ratio is not 1. */
function priceOf(pricing: JsonObject | null): RoutePrice | null {
  const inputPerMtok = charged(pricing, "input");
  const outputPerMtok = charged(pricing, "output");
  return inputPerMtok === null || outputPerMtok === null ? null : { inputPerMtok, outputPerMtok };
}

function charged(pricing: JsonObject | null, field: string): number | null {
  const rate = asNumber(pricing?.[field]);
  const ratio = asNumber(pricing?.ratio);
  if (rate === null || ratio === null || rate < 0 || ratio < 0) return null;
  return Number((rate * ratio).toPrecision(12));
}

function endpointsOf(value: unknown): string[] {
  const text = asText(value);
  if (text !== null) {
    const parsed = text.trimStart().startsWith("[") || text.trimStart().startsWith("{") ? parseJson(text) : undefined;
    return parsed === undefined ? [text.slice(0, 100)] : endpointsOf(parsed);
  }
  const object = asObject(value);
  return object === null ? words(value) : words(Object.keys(object));
}

function words(value: unknown): string[] {
  return (asArray(value) ?? []).flatMap((word) => clipped(asText(word)) ?? []).slice(0, MOST_WORDS);
}

function clipped(text: string | null): string | null {
  return text === null ? null : text.slice(0, 100);
}

function wholeNumber(value: unknown): number | null {
  const number = asNumber(value);
  return number !== null && Number.isSafeInteger(number) && number > 0 ? number : null;
}
