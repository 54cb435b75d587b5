"use client";

import { useIsStale } from "@/lib/client/use-live";
import { useNow } from "@/lib/client/use-now";
import type { RolloutView } from "@/lib/contract/rollout";
import { formatAge } from "../ui/format-age";
import { StatusShape } from "../ui/status-shape";
import { Timestamp } from "../ui/timestamp";
import { rolloutStatus } from "./rollout-status";
import styles from "./verdict-bar.module.css";

/** Why it stands where it stands, how old the data behind that is, and who acts next. */
export function VerdictBar({ rollout }: { readonly rollout: RolloutView }) {
  const isStale = useIsStale();
  const isOver = rollout.state === "completed" || rollout.state === "rolled_back";
  const status = isStale && !isOver ? "no_data" : rolloutStatus(rollout).status;
  return (
    <section className={`${styles.bar} ${styles[status]}`} aria-label="Verdict">
      <p className={styles.reason}>
        <StatusShape status={status} size={16} />
        <span>
          {isStale && !isOver && "Last known: "}
          {rollout.text}
        </span>
      </p>
      <p className={styles.next}>
        <b>Next:</b> {rollout.next}
      </p>
      <EvidenceAge until={rollout.evidence?.data_until ?? null} />
    </section>
  );
}

function EvidenceAge({ until }: { readonly until: string | null }) {
  const nowMs = useNow();
  if (until === null) return null;
  return (
    <p className={styles.age}>
      Evidence up to <Timestamp at={until} />
      {nowMs !== null && `, ${formatAge(nowMs - Date.parse(until))} old`}
    </p>
  );
}
