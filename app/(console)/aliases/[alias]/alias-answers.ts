import { notFound } from "next/navigation";
import type { PrefetchedAnswer } from "@/components/prefetched";
import {
  canaryQuery,
  EXAMPLES,
  failureExamplesQuery,
  newestExamples,
  overviewQuery,
  trafficQuery,
} from "@/lib/client/queries";
import { rolloutsQuery } from "@/lib/client/rollout-queries";
import type { Window } from "@/lib/contract/common";
import { RequestListQuery } from "@/lib/contract/requests";
import { readAnswers } from "@/lib/server/read-answers";
import { runtime } from "@/lib/server/runtime";

/** What the Alias page asks, answered at once for its first HTML. An unknown alias is a 404. */
export async function aliasAnswers(alias: string, window: Window): Promise<readonly PrefetchedAnswer[]> {
  const { reads } = runtime();
  if (!reads.aliases().includes(alias)) notFound();
  const examples = (filter: Partial<RequestListQuery>) =>
    reads.requests(RequestListQuery.parse({ alias, limit: EXAMPLES, ...filter }));
  return readAnswers([
    [canaryQuery(alias), () => reads.canary(alias)],
    [rolloutsQuery("open"), () => reads.rollouts(true)],
    [overviewQuery(window), () => reads.overview(window)],
    [trafficQuery(alias, window, ["arm"]), () => reads.traffic(alias, { window, by: ["arm"] })],
    [trafficQuery(alias, window, ["route"]), () => reads.traffic(alias, { window, by: ["route"] })],
    [
      failureExamplesQuery(alias),
      async () =>
        newestExamples(await Promise.all([examples({ state: "failed" }), examples({ reason: "served_by_fallback" })])),
    ],
  ]);
}
