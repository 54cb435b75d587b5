import type { DrillStepView } from "@/lib/contract/drill";
import { formatDuration } from "../ui/format-duration";
import { type StatusKind, StatusShape } from "../ui/status-shape";
import styles from "./step-list.module.css";

type StepState = DrillStepView["state"];

const SHAPES: Readonly<Record<StepState, StatusKind>> = {
  waiting: "no_data",
  running: "waiting",
  passed: "healthy",
  failed: "failing",
  skipped: "no_data",
};

const WORDS: Readonly<Record<StepState, string>> = {
  waiting: "waits",
  running: "running",
  passed: "passed",
  failed: "failed",
  skipped: "not reached",
};

export interface StepListProps {
  readonly steps: readonly DrillStepView[];
  readonly shown: string | null;
  readonly onShow: (step: string) => void;
}

/** The steps in order, each with how it went; a press shows it. */
export function StepList({ steps, shown, onShow }: StepListProps) {
  return (
    <ol className={styles.list}>
      {steps.map((step, at) => (
        <li key={step.id}>
          <button
            type="button"
            className={styles.step}
            data-state={step.state}
            aria-current={step.id === shown ? "step" : undefined}
            onClick={() => onShow(step.id)}
          >
            <StatusShape status={SHAPES[step.state]} />
            <span>
              {at + 1} {step.title}
            </span>
            <span className={styles.took}>{outcomeOf(step)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function outcomeOf({ state, took_ms }: DrillStepView): string {
  if (state === "passed") return formatDuration(took_ms);
  return state === "failed" ? `failed, ${formatDuration(took_ms)}` : WORDS[state];
}
