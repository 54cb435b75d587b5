import styles from "./status-badge.module.css";
import { STATUS_WORDS, type StatusKind, StatusShape } from "./status-shape";

/** Shape, word and colour of one status. `label` replaces the word where a state has its own ("open 8 s"). */
export function StatusBadge({ status, label }: { readonly status: StatusKind; readonly label?: string }) {
  return (
    <span className={`${styles.badge} ${styles[status]}`}>
      <StatusShape status={status} />
      {label ?? STATUS_WORDS[status]}
    </span>
  );
}
