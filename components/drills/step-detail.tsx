import type { DrillStepView } from "@/lib/contract/drill";
import { ConsoleLink } from "../ui/console-link";
import { formatDuration } from "../ui/format-duration";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import { CheckTable, ExpectedTable } from "./check-table";
import styles from "./step-detail.module.css";
import { TimeSpent } from "./time-spent";

const LINKED_TRACES = 6;

export interface StepDetailProps {
  readonly step: DrillStepView;
  /** Its place in the run, from 0. */
  readonly at: number;
  /** The runs of a game day, in the order of its steps. */
  readonly parts: readonly string[];
}

/** One step: what was expected beside what was seen, its requests, and who approved it. */
export function StepDetail({ step, at, parts }: StepDetailProps) {
  const part = parts[at];
  const isRunning = step.state === "running";
  return (
    <Panel
      title={`Step ${at + 1}: ${step.title}`}
      note={isRunning ? `over within ${formatDuration(step.bound_ms)}` : null}
    >
      {isRunning && step.started_at !== null && <TimeSpent from={step.started_at} ofMs={step.bound_ms} />}
      {step.state === "waiting" && <p className={styles.quiet}>It waits for the steps before it.</p>}
      {step.state === "skipped" && <p className={styles.quiet}>It was not reached, or was cut short with the run.</p>}
      {step.checks.length > 0 ? (
        <CheckTable checks={step.checks} />
      ) : (
        step.expects.length > 0 && <ExpectedTable expects={step.expects} seen={isRunning ? "not yet" : "–"} />
      )}
      <p className={styles.meta}>
        {step.started_at !== null && <Timestamp at={step.started_at} />}
        {step.took_ms !== null && ` took ${formatDuration(step.took_ms)}`}
        {step.approved_by !== null && `, approved by ${step.approved_by}`}
      </p>
      {part !== undefined && (
        <p className={styles.meta}>
          <ConsoleLink href={`/drills/runs/${part}`}>Open the run of this drill</ConsoleLink>
        </p>
      )}
      {step.trace_ids.length > 0 && (
        <p className={styles.traces}>
          Requests:{" "}
          {step.trace_ids.slice(0, LINKED_TRACES).map((trace) => (
            <ConsoleLink key={trace} href={`/requests?kind=drill&req=${trace}`} className="mono">
              {trace.slice(-8)}
            </ConsoleLink>
          ))}
          {step.trace_ids.length > LINKED_TRACES && ` and ${step.trace_ids.length - LINKED_TRACES} more`}
        </p>
      )}
    </Panel>
  );
}
