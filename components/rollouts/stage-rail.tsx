import type { RolloutView } from "@/lib/contract/rollout";
import { formatDuration } from "../ui/format-duration";
import { formatPercent, formatSetPercent } from "../ui/format-percent";
import styles from "./stage-rail.module.css";

type Stage = RolloutView["stages"][number];

/** The stages in order: what is behind, what is in force with its set and measured share, and what each next one needs. */
export function StageRail({ rollout }: { readonly rollout: RolloutView }) {
  const isOver = rollout.state === "completed" || rollout.state === "rolled_back";
  return (
    <ol className={styles.rail}>
      {rollout.stages.map((stage) => (
        <li
          key={`${stage.name} ${JSON.stringify(stage.shares)}`}
          className={styles.stage}
          data-position={isOver && stage.position === "next" ? "later" : stage.position}
          aria-current={stage.position === "current" ? "step" : undefined}
        >
          <span className={styles.mark} aria-hidden="true" />
          <span className={styles.name}>{stage.name}</span>
          {stage.position === "current" ? (
            <CurrentShares stage={stage} rollout={rollout} />
          ) : (
            <span className={styles.note}>{noteOf(stage)}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

function CurrentShares({ stage, rollout }: { readonly stage: Stage; readonly rollout: RolloutView }) {
  const shares = rollout.cohorts.filter(({ cohort }) => (stage.shares[cohort] ?? 0) > 0);
  return shares.map(({ cohort, set_percent: set, actual_percent: actual }) => (
    <span key={cohort} className={styles.note}>
      {shares.length > 1 && `${cohort} `}
      <b>{actual === null ? "no requests" : formatPercent(actual)}</b> set {formatSetPercent(set)}
    </span>
  ));
}

function noteOf(stage: Stage): string {
  const soak = `soak ${formatDuration(stage.soak_ms)}`;
  if (stage.position === "done") return "done";
  if (!stage.needs_approval) return soak;
  return stage.is_approved ? `${soak}, approved` : `${soak}, approval`;
}
