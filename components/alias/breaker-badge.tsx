"use client";

import { StatusBadge } from "@/components/ui/status-badge";
import { useIsStale } from "@/lib/client/use-live";
import { useNow } from "@/lib/client/use-now";
import type { RouteHealth } from "@/lib/contract/canary";
import { readBreaker } from "./breaker-state";
import styles from "./routes-panel.module.css";

/** A route's breaker as a badge, with the seconds to its next probe, and why. */
export function BreakerBadge({ health }: { readonly health: RouteHealth }) {
  const nowMs = useNow();
  const isStale = useIsStale();
  if (isStale) return <StatusBadge status="no_data" />;
  const { status, label, detail } = readBreaker(health, nowMs);
  return (
    <>
      <StatusBadge status={status} label={label} />
      {detail !== null && <span className={styles.detail}>{detail}</span>}
    </>
  );
}
