"use client";

import { useNow } from "@/lib/client/use-now";
import type { RolloutSummary } from "@/lib/contract/rollout";
import { ConsoleLink } from "../ui/console-link";
import { formatAge } from "../ui/format-age";
import { RolloutBadge } from "./rollout-badge";
import styles from "./rollout-list.module.css";

/** Rollouts, newest first: where each stands and who acts next. */
export function RolloutList({ rollouts }: { readonly rollouts: readonly RolloutSummary[] }) {
  return (
    <ul>
      {rollouts.map((rollout) => (
        <li key={rollout.id} className={styles.item}>
          <ConsoleLink href={`/rollouts/${encodeURIComponent(rollout.id)}`} className={styles.row}>
            <span className={styles.head}>
              <b>{rollout.alias}</b>
              <span className={styles.to}>
                to <code>{rollout.canary_route}</code>
              </span>
              <RolloutBadge rollout={rollout} />
            </span>
            <span className={styles.text}>{rollout.text}</span>
            <span className={styles.next}>Next: {rollout.next}</span>
            <span className={styles.steps}>
              <StepMeter index={rollout.stage_index} count={rollout.stage_count} />
              <span className={styles.meta}>
                {rollout.stage === null ? "not started" : `stage ${rollout.stage_index + 1} of ${rollout.stage_count}`}
              </span>
              <span className={styles.meta}>
                by {rollout.started_by.name}
                <Age at={rollout.created_at} />
              </span>
            </span>
          </ConsoleLink>
        </li>
      ))}
    </ul>
  );
}

/** Not said before the page has a clock. */
function Age({ at }: { readonly at: string }) {
  const nowMs = useNow();
  return nowMs === null ? null : `, ${formatAge(nowMs - Date.parse(at))} ago`;
}

/** One bar a stage, filled up to the one in force. */
function StepMeter({ index, count }: { readonly index: number; readonly count: number }) {
  return (
    <span className={styles.meter} aria-hidden="true">
      {Array.from({ length: count }, (_, step) => `stage-${step}`).map((key, step) => (
        <span key={key} className={styles.step} data-reached={step <= index} />
      ))}
    </span>
  );
}
