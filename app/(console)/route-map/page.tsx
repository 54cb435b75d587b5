import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { Prefetched } from "@/components/prefetched";
import { routeMapParsers } from "@/components/route-map/route-map-url";
import { RouteMapView } from "@/components/route-map/route-map-view";
import type { PageSearchParams } from "@/lib/client/view-params";
import { requirePrincipal } from "@/lib/server/require-principal";
import { routeMapAnswers } from "./route-map-answers";

export const metadata: Metadata = { title: "Route map" };

const loadState = createLoader(routeMapParsers);

export default async function RouteMapPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  await requirePrincipal();
  return (
    <Prefetched answers={await routeMapAnswers(await loadState(searchParams))}>
      <RouteMapView />
    </Prefetched>
  );
}
