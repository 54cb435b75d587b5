import { comparedPair, type RouteMapUrlState, shownVersion } from "@/components/route-map/route-map-url";
import { driftQuery } from "@/lib/client/draft-queries";
import {
  routeMapDiffQuery,
  routeMapVersionQuery,
  routeMapVersionsQuery,
  routeMapYamlQuery,
} from "@/lib/client/queries";
import { readAnswers } from "@/lib/server/read-answers";
import { runtime } from "@/lib/server/runtime";

/** Everything the Route map page shows first, read for its server HTML. */
export async function routeMapAnswers(state: RouteMapUrlState) {
  const { reads } = runtime();
  const list = await reads.routeMapVersions(state.cursor);
  const pair = comparedPair(state, list);
  const shown = shownVersion(state, list.active_version);
  const { edit: edited } = state;
  return readAnswers([
    [routeMapVersionsQuery(state.cursor), async () => list],
    [driftQuery(), () => reads.routeMapDrift()],
    ...(edited === null ? [] : [[routeMapYamlQuery(edited), () => reads.routeMapYaml(edited)] as const]),
    [routeMapVersionQuery(shown), () => reads.routeMapVersion(shown)],
    ...(pair === null
      ? []
      : [[routeMapDiffQuery(pair.from, pair.to), () => reads.routeMapDiff(pair.from, pair.to)] as const]),
  ]);
}
