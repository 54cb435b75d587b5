import type { DrillRunView } from "@/lib/contract/drill";
import { formatCount } from "../ui/format-count";
import { formatDuration } from "../ui/format-duration";
import { Countdown, Elapsed } from "./countdown";
import styles from "./drill-figures.module.css";

/** The few numbers of a run: how long, how fast it was noticed and mended, and how real callers fared meanwhile. */
export function DrillFigures({ run }: { readonly run: DrillRunView }) {
  const { started_at, ended_at, hard_end_at, detection_ms, recovery_ms, real_traffic } = run;
  const isOver = ended_at !== null;
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{isOver ? "Took" : "Running for"}</dt>
        <dd className="figures">
          {isOver ? formatDuration(Date.parse(ended_at) - Date.parse(started_at)) : <Elapsed from={started_at} />}
        </dd>
      </div>
      <div>
        <dt>{isOver ? "Faults left" : "Hard end in"}</dt>
        <dd className="figures">{isOver ? "0" : <Countdown to={hard_end_at} />}</dd>
      </div>
      <div>
        <dt>Fault detected in</dt>
        <dd className="figures">{formatDuration(detection_ms)}</dd>
      </div>
      <div>
        <dt>Recovered in</dt>
        <dd className="figures">{formatDuration(recovery_ms)}</dd>
      </div>
      <div>
        <dt>Real callers meanwhile</dt>
        <dd className="figures">
          {formatCount(real_traffic.requests)}{" "}
          <small>requests, {formatCount(real_traffic.failures)} failed; aborts above 1%</small>
        </dd>
      </div>
    </dl>
  );
}
