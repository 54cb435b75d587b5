import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { Prefetched } from "@/components/prefetched";
import { requestChoices } from "@/components/requests/request-choices";
import { requestParsers, toRequestFilter } from "@/components/requests/request-filters";
import { RequestsView } from "@/components/requests/requests-view";
import { requestQuery, requestsQuery } from "@/lib/client/queries";
import { toRequestListQuery } from "@/lib/client/request-filter";
import type { PageSearchParams } from "@/lib/client/view-params";
import { RequestListQuery } from "@/lib/contract/requests";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Requests" };

const loadState = createLoader(requestParsers);

export default async function RequestsPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  await requirePrincipal();
  const { reads } = runtime();
  const state = await loadState(searchParams);
  const { req } = state;
  const filter = toRequestFilter(state);
  const answers = await readAnswers([
    [requestsQuery(filter), async () => reads.requests(RequestListQuery.parse(toRequestListQuery(filter, Date.now())))],
    ...(req === null ? [] : [[requestQuery(req), () => reads.request(req)] as const]),
  ]);
  return (
    <Prefetched answers={answers}>
      <RequestsView choices={requestChoices(reads.routeMap())} />
    </Prefetched>
  );
}
