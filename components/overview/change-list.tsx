import { EmptyState } from "@/components/ui/empty-state";
import { Timestamp } from "@/components/ui/timestamp";
import { VersionLink } from "@/components/ui/version-link";
import type { RecentChange } from "@/lib/contract/overview";
import styles from "./line-list.module.css";

/** Who changed what, newest first. */
export function ChangeList({ changes }: { readonly changes: readonly RecentChange[] }) {
  if (changes.length === 0) return <EmptyState title="Nothing has changed yet." />;
  return (
    <ol className={styles.list}>
      {changes.map((change) => (
        <li key={`${change.at}:${change.text}`} className={`${styles.line} ${styles.change}`}>
          <Timestamp at={change.at} />
          <span>
            {change.actor}: {change.text}
          </span>
          <span className={styles.end}>
            {change.route_version !== null && <VersionLink version={change.route_version} />}
          </span>
        </li>
      ))}
    </ol>
  );
}
