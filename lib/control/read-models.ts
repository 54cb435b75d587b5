import type { CostCandidate, CostComparison, CostQuery, ModelList } from "@/lib/contract/model-catalogue";
import { ModelCatalogue } from "@/lib/contract/model-catalogue";
import type { AliasSection } from "@/lib/contract/route-map";
import { priceCandidate, type TokenMix, tokenMix } from "@/lib/core/cost-comparison";
import type { RoutePrice } from "@/lib/core/routing-snapshot";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";

type StatedPrice = CostCandidate["price"];

/** The list of models of every provider of the active version, as last read. Never read is an empty list without a date. */
export async function readModels(context: ControlContext): Promise<ModelList> {
  const nowMs = context.nowMs();
  const catalogues = await keptCatalogues(context);
  return {
    catalogues: catalogues.map((catalogue) => ({
      ...catalogue,
      age_ms: catalogue.read_at === null ? null : Math.max(0, nowMs - Date.parse(catalogue.read_at)),
    })),
  };
}

async function keptCatalogues(context: ControlContext): Promise<ModelCatalogue[]> {
  return Promise.all(
    Object.keys(context.active().content.providers).map(async (provider): Promise<ModelCatalogue> => {
      const record = await context.store.control.record("model_catalogue", provider);
      if (record !== null) return ModelCatalogue.parse(record.body);
      return { provider, path: null, read_at: null, failed_at: null, failure: null, models: [], skipped: 0 };
    }),
  );
}

/**
 * What an alias's mean request costs on its own routes and on every other route and priced model, cheapest first after
 * the alias's own. Throws 404 for an unknown alias.
 */
export async function compareCost(context: ControlContext, { alias, window }: CostQuery): Promise<CostComparison> {
  const section = findAlias(context.active(), alias);
  const [traffic, catalogues] = await Promise.all([
    context.store.reports.aliasTraffic(alias, window, [], context.nowMs()),
    keptCatalogues(context),
  ]);
  const { requests, failed_requests: failed, input_tokens: inputTokens, output_tokens: outputTokens } = traffic.totals;
  const served = requests - failed;
  const mix = tokenMix({ requests: served, inputTokens, outputTokens });
  const primary = section.routes[section.primary]?.price ?? null;
  const cost = (price: StatedPrice) => costFields(mix, price, primary);
  const own = ownRoutes(section, cost);
  const others = [...otherRoutes(context, section, cost), ...listedModels(context, catalogues, cost)];
  others.sort(byCost);
  return {
    alias,
    window,
    mix: mix === null ? null : { requests: served, input_tokens: mix.inputTokens, output_tokens: mix.outputTokens },
    candidates: [...own, ...others],
  };
}

type CostFields = Pick<CostCandidate, "price" | "cost_per_1k_requests" | "times_primary">;
type Cost = (price: StatedPrice) => CostFields;

function costFields(mix: TokenMix | null, price: StatedPrice, primary: StatedPrice): CostFields {
  const { costPerThousand, timesPrimary } = priceCandidate(mix, corePrice(price), corePrice(primary));
  return { price, cost_per_1k_requests: costPerThousand, times_primary: timesPrimary };
}

function corePrice(price: StatedPrice): RoutePrice | null {
  return price === null ? null : { inputPerMtok: price.input_per_mtok, outputPerMtok: price.output_per_mtok };
}

function ownRoutes(section: AliasSection, cost: Cost): CostCandidate[] {
  return Object.entries(section.routes).map(([route, { provider, model, price }]) => ({
    route,
    provider,
    model,
    role: roleOf(section, route),
    price_source: price === null ? "unknown" : "route",
    ...cost(price),
  }));
}

function roleOf({ primary, fallbacks, canary }: AliasSection, route: string): CostCandidate["role"] {
  if (route === primary) return "primary";
  if (fallbacks.includes(route)) return "fallback";
  return canary?.route === route ? "canary" : "candidate";
}

function otherRoutes(context: ControlContext, section: AliasSection, cost: Cost): CostCandidate[] {
  const known = new Map(
    Object.values(context.active().content.aliases).flatMap((other) => Object.entries(other.routes)),
  );
  return [...known]
    .filter(([route]) => section.routes[route] === undefined)
    .map(([route, { provider, model, price }]) => ({
      route,
      provider,
      model,
      role: "candidate",
      price_source: price === null ? "unknown" : "route",
      ...cost(price),
    }));
}

/** Only models with a price: the others are in the catalogue, where they say nothing about cost. */
function listedModels(context: ControlContext, catalogues: readonly ModelCatalogue[], cost: Cost): CostCandidate[] {
  const routes = Object.values(context.active().content.aliases).flatMap((section) => Object.values(section.routes));
  const isRoute = (provider: string, model: string) =>
    routes.some((route) => route.provider === provider && route.model === model);
  return catalogues.flatMap(({ provider, models }) =>
    models
      .filter((model) => model.price !== null && !isRoute(provider, model.id))
      .map((model) => ({
        route: null,
        provider,
        model: model.id,
        role: "candidate" as const,
        price_source: "catalogue" as const,
        ...cost(model.price),
      })),
  );
}

function byCost(left: CostCandidate, right: CostCandidate): number {
  return (
    (left.cost_per_1k_requests ?? Number.POSITIVE_INFINITY) -
      (right.cost_per_1k_requests ?? Number.POSITIVE_INFINITY) || left.model.localeCompare(right.model)
  );
}
