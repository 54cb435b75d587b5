import type { DrillRunSummary } from "@/lib/contract/drill";
import { ConsoleLink } from "../ui/console-link";
import { Timestamp } from "../ui/timestamp";
import styles from "./drill-runs.module.css";
import { DrillStateBadge } from "./drill-state-badge";

/** Runs, newest first, each with how it ended and who started it. */
export function DrillRuns({ runs }: { readonly runs: readonly DrillRunSummary[] }) {
  return (
    <ul>
      {runs.map((run) => (
        <li key={run.id} className={styles.item}>
          <ConsoleLink href={`/drills/runs/${run.id}`} className={styles.row}>
            <span className={styles.head}>
              <b>{run.title}</b>
              <DrillStateBadge state={run.state} />
            </span>
            <span className={styles.what}>{run.sentence}</span>
            <span className={styles.meta}>
              <Timestamp at={run.started_at} withDay /> {run.alias}, by {run.started_by}
            </span>
          </ConsoleLink>
        </li>
      ))}
    </ul>
  );
}
