"use client";

import { useIsStale, useShedding } from "@/lib/client/use-live";
import styles from "./problem-strip.module.css";

/** Under the header, only while something is wrong with what the page shows, or with taking traffic at all. */
export function ProblemStrip() {
  const isStale = useIsStale();
  const shedding = useShedding();
  if (!isStale && shedding !== null) {
    return (
      <p className={styles.strip} data-failing>
        <b>New requests are refused as overloaded:</b> {shedding}. Requests taken in before are being finished.
      </p>
    );
  }
  if (!isStale) return null;
  return (
    <p className={styles.strip}>
      <b>No fresh data from the server.</b> What you see is the last known state; this page keeps trying. Rolling back
      still works.
    </p>
  );
}
