"use client";

import { useNow } from "@/lib/client/use-now";
import { formatDuration } from "../ui/format-duration";
import { Elapsed } from "./countdown";
import styles from "./time-spent.module.css";

/** How much of its time a step has used, in figures and as a bar. */
export function TimeSpent({ from, ofMs }: { readonly from: string; readonly ofMs: number }) {
  const nowMs = useNow();
  const share = nowMs === null ? 0 : Math.min(1, Math.max(0, (nowMs - Date.parse(from)) / ofMs));
  return (
    <p className={styles.spent}>
      <span>
        Running for <Elapsed from={from} /> of {formatDuration(ofMs)} at most
      </span>
      <progress className={styles.bar} value={share} max={1} aria-label="Time used of this step" />
    </p>
  );
}
