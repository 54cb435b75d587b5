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
import type { Window } from "@/lib/contract/common";
import { RequestListQuery } from "@/lib/contract/requests";
import { runtime } from "@/lib/server/runtime";

/** Everything the Alias page asks, answered at once for its first HTML. An unknown alias is a 404. */
export async function aliasAnswers(alias: string, window: Window): Promise<PrefetchedAnswer[]> {
  const { reads } = runtime();
  if (!reads.aliases().includes(alias)) notFound();
  const examples = (filter: Partial<RequestListQuery>) =>
    reads.requests(RequestListQuery.parse({ alias, limit: EXAMPLES, ...filter }));
  const [canary, overview, byArm, byRoute, failed, saved] = await Promise.all([
    reads.canary(alias),
    reads.overview(window),
    reads.traffic(alias, { window, by: ["arm"] }),
    reads.traffic(alias, { window, by: ["route"] }),
    examples({ state: "failed" }),
    examples({ reason: "served_by_fallback" }),
  ]);
  return [
    [canaryQuery(alias), canary],
    [overviewQuery(window), overview],
    [trafficQuery(alias, window, ["arm"]), byArm],
    [trafficQuery(alias, window, ["route"]), byRoute],
    [failureExamplesQuery(alias), newestExamples([failed, saved])],
  ];
}
