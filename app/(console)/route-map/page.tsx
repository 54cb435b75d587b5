import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { Prefetched } from "@/components/prefetched";
import { comparedPair, routeMapParsers, shownVersion } from "@/components/route-map/route-map-url";
import { RouteMapView } from "@/components/route-map/route-map-view";
import { driftQuery } from "@/lib/client/draft-queries";
import {
  routeMapDiffQuery,
  routeMapVersionQuery,
  routeMapVersionsQuery,
  routeMapYamlQuery,
} from "@/lib/client/queries";
import type { PageSearchParams } from "@/lib/client/view-params";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Route map" };

const loadState = createLoader(routeMapParsers);

export default async function RouteMapPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  await requirePrincipal();
  const { reads } = runtime();
  const state = await loadState(searchParams);
  const list = await reads.routeMapVersions(state.cursor);
  const pair = comparedPair(state, list);
  const shown = shownVersion(state, list.active_version);
  const { edit: edited } = state;
  const answers = await readAnswers([
    [routeMapVersionsQuery(state.cursor), async () => list],
    [driftQuery(), () => reads.routeMapDrift()],
    ...(edited === null ? [] : [[routeMapYamlQuery(edited), () => reads.routeMapYaml(edited)] as const]),
    [routeMapVersionQuery(shown), () => reads.routeMapVersion(shown)],
    ...(pair === null
      ? []
      : [[routeMapDiffQuery(pair.from, pair.to), () => reads.routeMapDiff(pair.from, pair.to)] as const]),
  ]);
  return (
    <Prefetched answers={answers}>
      <RouteMapView />
    </Prefetched>
  );
}
