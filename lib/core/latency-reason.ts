import type { ComparedWith, GateAnswer } from "./gate";
import { COMPARED_WITH } from "./gate-words";
import type { LatencyFindings } from "./latency-gate";
import { printCount, printDuration } from "./print-quantity";

/** Why a latency gate answers what it answers, with the numbers in it. */
export function latencyReason(found: LatencyFindings, verdict: GateAnswer, comparedWith: ComparedWith | null): string {
  const { limitMs, total } = found;
  const name = `p${Math.round(found.quantile * 100)}`;
  const whom = comparedWith === null ? "stable" : COMPARED_WITH[comparedWith];
  if (total === 0) return "No canary calls yet.";
  if (limitMs === null && found.allowedMs === null) {
    return "No latency objective is set and nobody is on stable to compare with: set a limit, or only warn.";
  }
  const slow =
    limitMs === null
      ? null
      : `${printCount(found.slow)} of ${printCount(total)} calls took longer than ${printDuration(limitMs)}`;
  const gap = gapWords(found, name, whom);
  switch (verdict) {
    case "fail":
      return found.trippedBy === "e_process" ? `${slow}: ${name} is surely above its limit.` : `${gap}: surely slower.`;
    case "pass":
      return `${[slow, gap].filter((part) => part !== null).join("; ")}.`;
    case "not_enough_data":
      return `${[slow, gap].filter((part) => part !== null).join("; ")}. Not enough calls yet to be sure.`;
  }
}

function gapWords(found: LatencyFindings, name: string, whom: string): string | null {
  const { difference, allowedMs } = found;
  if (difference === null || allowedMs === null) return null;
  const direction = difference.value < 0 ? "below" : "above";
  const gap = printDuration(Math.abs(difference.value));
  return `${name} is ${gap} ${direction} that of ${whom} (allowed ${printDuration(allowedMs)} above)`;
}
