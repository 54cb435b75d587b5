import type { RollbackVerification } from "@/lib/contract/rollback";
import { CHECK_WORDS } from "@/lib/core/rollback-verification";
import { formatDuration } from "../ui/format-duration";
import { StatusBadge } from "../ui/status-badge";
import styles from "./check-list.module.css";
import { checkStatus } from "./check-status";

/** What has to be true after a rollback: each with its state, the figures behind it and when it began to hold. */
export function CheckList({ rollback }: { readonly rollback: RollbackVerification }) {
  return (
    <ol className={styles.list}>
      {rollback.checks.map(({ check, state, after_ms: afterMs, detail }) => {
        const { kind, word } = checkStatus(state, rollback.state);
        return (
          <li key={check} className={styles.check}>
            <StatusBadge status={kind} label={word} />
            <div className={styles.text}>
              <p className={styles.claim}>{CHECK_WORDS[check]}</p>
              <p className={styles.detail}>{detail}</p>
            </div>
            <span className={styles.time}>{afterMs === null ? "–" : `after ${formatDuration(afterMs)}`}</span>
          </li>
        );
      })}
    </ol>
  );
}
