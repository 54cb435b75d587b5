import { assertNever } from "./assert-never";

/**
 * Where a run stands. `stopping` still cleans up: its `end` says what it becomes. The last five are for good.
 * Step numbers count from 0.
 */
export type DrillRunState =
  | { readonly kind: "planned" }
  | { readonly kind: "running"; readonly step: number }
  | { readonly kind: "stopping"; readonly step: number; readonly end: DrillEnd }
  | DrillEnd;

export type DrillEnd =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly step: number }
  | { readonly kind: "stopped"; readonly by: string }
  | { readonly kind: "aborted"; readonly why: string }
  | { readonly kind: "interrupted"; readonly step: number | null };

export type DrillRunEvent =
  | { readonly kind: "started" }
  | { readonly kind: "step_passed"; readonly step: number; readonly isLast: boolean }
  | { readonly kind: "step_failed"; readonly step: number }
  | { readonly kind: "stop_asked"; readonly by: string }
  | { readonly kind: "real_traffic_degraded"; readonly why: string }
  | { readonly kind: "hard_end_reached" }
  /** Every fault is gone and the lane is closed. */
  | { readonly kind: "cleaned_up" }
  /** The process that ran it is gone; found at the next start. */
  | { readonly kind: "process_died" };

/**
 * The one transition of a drill run. Returns the same state when the event does not apply: a run that is stopping keeps
 * its first reason, and one that is over stays as it is.
 */
export function drillRunAfter(state: DrillRunState, event: DrillRunEvent): DrillRunState {
  if (isOver(state)) return state;
  if (event.kind === "process_died") return { kind: "interrupted", step: stepOf(state) };
  if (state.kind === "planned") return event.kind === "started" ? { kind: "running", step: 0 } : state;
  if (state.kind === "stopping") return event.kind === "cleaned_up" ? state.end : state;
  const { step } = state;
  const stop = (end: DrillEnd): DrillRunState => ({ kind: "stopping", step, end });
  switch (event.kind) {
    case "started":
    case "cleaned_up":
      return state;
    case "step_passed":
      if (event.step !== step) return state;
      return event.isLast ? stop({ kind: "passed" }) : { kind: "running", step: step + 1 };
    case "step_failed":
      return event.step === step ? stop({ kind: "failed", step }) : state;
    case "stop_asked":
      return stop({ kind: "stopped", by: event.by });
    case "real_traffic_degraded":
      return stop({ kind: "aborted", why: event.why });
    case "hard_end_reached":
      return stop({ kind: "aborted", why: "the hard end was reached" });
    default:
      return assertNever(event);
  }
}

export function isOver(state: DrillRunState): state is DrillEnd {
  return state.kind !== "planned" && state.kind !== "running" && state.kind !== "stopping";
}

/** How a run stands, in one sentence; `titles` are those of its steps. */
export function drillRunSentence(state: DrillRunState, titles: readonly string[]): string {
  const named = (step: number) => `step ${step + 1} of ${titles.length} (${titles[step] ?? "unknown"})`;
  switch (state.kind) {
    case "planned":
      return "Waiting to start.";
    case "running":
      return `Running ${named(state.step)}.`;
    case "stopping":
      return state.end.kind === "passed" ? "Cleaning up." : `Stopping: ${drillRunSentence(state.end, titles)}`;
    case "passed":
      return `All ${titles.length} steps passed.`;
    case "failed":
      return `Failed at ${named(state.step)}.`;
    case "stopped":
      return `Stopped by ${state.by}; every fault was removed.`;
    case "aborted":
      return `Aborted: ${state.why}; every fault was removed.`;
    case "interrupted":
      return state.step === null
        ? "The process ended before the first step; nothing was broken."
        : `The process ended during ${named(state.step)}; its fault and its lane ended with it.`;
    default:
      return assertNever(state);
  }
}

function stepOf(state: DrillRunState): number | null {
  return state.kind === "running" || state.kind === "stopping" ? state.step : null;
}
