"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { requestQuery } from "@/lib/client/queries";
import { QueryState } from "../query-state";
import { useSession } from "../shell/session-context";
import { RequestDetailView } from "./request-detail-view";

const REFRESH_RUNNING_MS = 2_000;

/** Asks for one request, and again while it runs. */
export function RequestDetailPanel({ traceId, link }: { readonly traceId: string; readonly link: () => string }) {
  const { public_url } = useSession();
  const query = useQuery({
    ...requestQuery(traceId),
    // Another request's chain must never stand under this one's id.
    placeholderData: () => undefined,
    refetchInterval: ({ state }) => (state.data?.request.state === "running" ? REFRESH_RUNNING_MS : false),
  });
  return (
    <QueryState query={query} subject="This request" skeleton={<Skeleton height={320} />}>
      {(detail) => (
        <RequestDetailView detail={detail} readAtMs={query.dataUpdatedAt} publicUrl={public_url} link={link} />
      )}
    </QueryState>
  );
}
