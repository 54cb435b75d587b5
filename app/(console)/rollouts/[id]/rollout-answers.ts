import type { PrefetchedAnswer } from "@/components/prefetched";
import { canaryQuery, trafficQuery } from "@/lib/client/queries";
import { rolloutQuery } from "@/lib/client/rollout-queries";
import { type PageSearchParams, windowOf } from "@/lib/client/view-params";
import { readAnswers } from "@/lib/server/read-answers";
import { runtime } from "@/lib/server/runtime";

/** What the screen of a rollout asks, answered at once for its first HTML. What cannot be read says so in its place. */
export async function rolloutAnswers(id: string, searchParams: PageSearchParams): Promise<readonly PrefetchedAnswer[]> {
  const { reads } = runtime();
  const window = await windowOf(searchParams);
  const rollout = await reads.rollout(id).catch(() => null);
  if (rollout === null) return [];
  const { alias } = rollout;
  return readAnswers([
    [rolloutQuery(id), async () => rollout],
    [canaryQuery(alias), () => reads.canary(alias)],
    [trafficQuery(alias, window, ["arm"]), () => reads.traffic(alias, { window, by: ["arm"] })],
  ]);
}
