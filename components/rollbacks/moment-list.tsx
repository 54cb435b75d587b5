import type { RollbackMoment } from "@/lib/contract/rollback";
import styles from "../overview/line-list.module.css";
import { EmptyState } from "../ui/empty-state";
import { Timestamp } from "../ui/timestamp";

/** What people and the machine did, newest first. */
export function MomentList({ moments }: { readonly moments: readonly RollbackMoment[] }) {
  if (moments.length === 0) return <EmptyState title="Nothing is on record yet." />;
  return (
    <ol className={styles.list}>
      {[...moments].reverse().map(({ at, event, text }) => (
        <li key={`${at} ${event} ${text}`} className={`${styles.line} ${styles.change}`}>
          <Timestamp at={at} precision="millisecond" />
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
