import type { DrillRunView } from "@/lib/contract/drill";

/** Where a run is, for a strip or a heading: "step 3 of 5, Primary answers HTTP 503". */
export function drillProgress({ steps, sentence }: Pick<DrillRunView, "steps" | "sentence">): string {
  const at = steps.findIndex(({ state }) => state === "running");
  const step = steps[at];
  return step === undefined ? sentence : `step ${at + 1} of ${steps.length}, ${step.title}`;
}

/** The step a reader wants to see: the one that runs, else the one that failed, else the last that was reached. */
export function tellingStep({ steps }: Pick<DrillRunView, "steps">): string | null {
  const running = steps.find(({ state }) => state === "running");
  const failed = steps.find(({ state }) => state === "failed");
  const reached = steps.findLast(({ state }) => state === "passed");
  return (running ?? failed ?? reached ?? steps[0])?.id ?? null;
}
