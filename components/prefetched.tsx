import { dehydrate, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { makeQueryClient } from "@/lib/client/query-client";

/** One answer the server already has: the query's options and its data. */
export type PrefetchedAnswer = readonly [{ readonly queryKey: QueryKey }, unknown];

/** Hands what the server read to the queries below, so that the page's HTML carries real values and asks nothing twice. */
export function Prefetched({
  answers,
  children,
}: {
  readonly answers: readonly PrefetchedAnswer[];
  readonly children: ReactNode;
}) {
  const client = makeQueryClient();
  for (const [query, data] of answers) client.setQueryData(query.queryKey, data);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
