"use client";

import { StatusBadge } from "@/components/ui/status-badge";
import { useIsStale } from "@/lib/client/use-live";
import { useNow } from "@/lib/client/use-now";
import type { RouteHealth } from "@/lib/contract/canary";
import { readBreaker } from "./breaker-state";

/** A route's breaker as a badge, with the seconds to its next probe. */
export function BreakerBadge({ health }: { readonly health: RouteHealth }) {
  const nowMs = useNow();
  const isStale = useIsStale();
  if (isStale) return <StatusBadge status="no_data" />;
  const { status, label } = readBreaker(health, nowMs);
  return <StatusBadge status={status} label={label} />;
}
