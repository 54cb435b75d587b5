"use client";

import { useIsStale } from "@/lib/client/use-live";
import styles from "./problem-strip.module.css";

/** Under the header, only while something is wrong with what the page shows. */
export function ProblemStrip() {
  if (!useIsStale()) return null;
  return (
    <p className={styles.strip}>
      <b>No fresh data from the server.</b> What you see is the last known state; this page keeps trying. Rolling back
      still works.
    </p>
  );
}
