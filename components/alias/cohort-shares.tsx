import { formatCount } from "@/components/ui/format-count";
import { formatPercent, formatSetPercent } from "@/components/ui/format-percent";
import type { CohortShare } from "@/lib/contract/canary";
import styles from "./canary-panel.module.css";

/** Width of the bar in its own units: one is one percent. */
const WHOLE = 100;

/** The canary's share of each cohort: the bar is what was measured, the tick what was set. */
export function CohortShares({ cohorts }: { readonly cohorts: readonly CohortShare[] }) {
  return (
    <ul>
      {cohorts.map((share) => (
        <li key={share.cohort} className={styles.cohort}>
          <span className={styles.name}>{share.cohort}</span>
          <ShareBar actual={share.actual_percent} set={share.set_percent} />
          <span className={styles.figure} title={`${formatCount(share.requests)} requests measured`}>
            {share.actual_percent === null ? (
              <span className={styles.set}>no requests,</span>
            ) : (
              formatPercent(share.actual_percent)
            )}{" "}
            <span className={styles.set}>set {formatSetPercent(share.set_percent)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function ShareBar({ actual, set }: { readonly actual: number | null; readonly set: number }) {
  return (
    <svg className={styles.bar} viewBox={`0 0 ${WHOLE} 12`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.track} y="3" width={WHOLE} height="6" rx="1" />
      {actual !== null && <rect className={styles.fill} y="3" width={actual} height="6" rx="1" />}
      <rect className={styles.mark} x={Math.min(WHOLE - 0.6, set)} width="0.6" height="12" />
    </svg>
  );
}
