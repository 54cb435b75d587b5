"use client";

import { useIsStale } from "@/lib/client/use-live";
import { StatusBadge } from "./status-badge";
import type { StatusKind } from "./status-shape";

/** The status of something watched live: once the data is stale nothing stays green, it is "No data". */
export function LiveStatusBadge({ status }: { readonly status: StatusKind }) {
  const isStale = useIsStale();
  return <StatusBadge status={isStale ? "no_data" : status} />;
}
