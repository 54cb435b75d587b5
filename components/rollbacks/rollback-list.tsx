import type { RollbackSummary } from "@/lib/contract/rollback";
import { ConsoleLink } from "../ui/console-link";
import { StatusBadge } from "../ui/status-badge";
import { Timestamp } from "../ui/timestamp";
import { PAST_ROLLBACK_STATUS } from "./check-status";
import { printTook } from "./print-took";
import styles from "./rollback-list.module.css";

/** Rollbacks, newest first; each row leads to its checks. */
export function RollbackList({ rollbacks }: { readonly rollbacks: readonly RollbackSummary[] }) {
  return (
    <ol>
      {rollbacks.map((rollback) => (
        <li key={rollback.verification_id} className={styles.item}>
          <ConsoleLink href={`/rollbacks/${rollback.verification_id}`} className={styles.row}>
            <span className={styles.head}>
              <b>{rollback.is_whole_map ? "The whole route map" : rollback.aliases.join(", ")}</b>
              <span className={styles.to}>{wayOf(rollback)}</span>
              <StatusBadge {...statusOf(rollback)} />
            </span>
            <span className={styles.text}>{rollback.sentence}</span>
            {rollback.reason !== null && <span className={styles.reason}>“{rollback.reason}”</span>}
            <span className={styles.facts}>
              <span className={styles.took}>{printTook(rollback.took_ms)}</span>
              <span className={styles.meta}>{rollback.actor}</span>
              <span className={styles.meta}>
                <Timestamp at={rollback.asked_at} withDay />
              </span>
            </span>
          </ConsoleLink>
        </li>
      ))}
    </ol>
  );
}

function wayOf({ abandoned_version: from, restores, route_version: now }: RollbackSummary): string {
  const target = restores === null ? "to its stable routes" : `to v${restores}`;
  return `from v${from} ${target}, in force as v${now}`;
}

function statusOf({ state }: RollbackSummary) {
  const { kind, word } = PAST_ROLLBACK_STATUS[state];
  return { status: kind, label: word };
}
