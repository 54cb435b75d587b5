"use client";

import { useFreshness } from "@/lib/client/use-live";
import { formatAge } from "./format-age";
import styles from "./freshness-badge.module.css";
import { StatusShape } from "./status-shape";

/** How old the data on screen is: "Live, 2 s old", an amber clock once it is stale. */
export function FreshnessBadge() {
  const { connection, ageMs, isStale } = useFreshness();
  if (isStale && ageMs !== null) {
    return (
      <span className={`${styles.badge} ${styles.stale}`}>
        <ClockShape />
        Data is {formatAge(ageMs)} old
      </span>
    );
  }
  if (connection === "open" && ageMs !== null) {
    return (
      <span className={`${styles.badge} ${styles.live}`}>
        <StatusShape status="waiting" size={9} />
        <span>Live, {formatAge(ageMs)} old</span>
      </span>
    );
  }
  return (
    <span className={styles.badge}>
      <StatusShape status="no_data" size={10} />
      {connection === "polling" && ageMs !== null ? `Polling, ${formatAge(ageMs)} old` : "Connecting"}
    </span>
  );
}

function ClockShape() {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <circle cx="6" cy="6" r="4.8" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 3.4V6l1.8 1.2" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </svg>
  );
}
