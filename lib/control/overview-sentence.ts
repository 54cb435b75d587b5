import type { HealthStatus } from "@/lib/core/alias-status";
import { printMeasuredShare, printRate } from "@/lib/core/print-quantity";
import type { SummarizedAlias } from "./summarize-alias";

/** What the page's one sentence counts besides the aliases. */
export interface HeadlineCounts {
  readonly runningCanaries: number;
  /** Rollouts that are paused or on hold. */
  readonly standingRollouts: number;
  readonly waitingApprovals: number;
  readonly routesNeedingOwner: number;
  readonly isRecordingDegraded: boolean;
}

/** The page's one sentence: what is wrong first, and only good news when nothing is. */
export function overviewHeadline(aliases: readonly SummarizedAlias[], counts: HeadlineCounts): string {
  const count = (status: HealthStatus) => aliases.filter((alias) => alias.status.status === status).length;
  const failing = phrase(count("failing"), "alias failing", "aliases failing");
  const noun = failing === null;
  const degraded = phrase(
    count("degraded"),
    noun ? "alias degraded" : "degraded",
    noun ? "aliases degraded" : "degraded",
  );
  const owner = phrase(counts.routesNeedingOwner, "route needs its owner", "routes need their owner");
  const recording = counts.isRecordingDegraded ? "recording degraded" : null;
  const running = phrase(counts.runningCanaries, "canary running", "canaries running");
  const standing = phrase(counts.standingRollouts, "rollout on hold", "rollouts on hold");
  const waiting = phrase(counts.waitingApprovals, "approval waiting", "approvals waiting");
  const going = [running, standing, waiting];
  if ([failing, degraded, owner, recording].some((part) => part !== null)) {
    return sentence([failing, degraded, owner, recording, ...going]);
  }
  const [healthy, silent] = [count("healthy"), count("no_data")];
  if (healthy === 0) {
    const nothing = aliases.length === 0 ? "No alias is configured" : "No traffic in the last 60 minutes";
    return sentence([nothing, standing, waiting]);
  }
  if (silent === 0)
    return sentence([healthy === 1 ? "The one alias is healthy" : `All ${healthy} aliases healthy`, ...going]);
  return sentence([phrase(healthy, "alias healthy", "aliases healthy"), `${silent} without traffic`, ...going]);
}

/** The second line: how much is going on, how much of it is answered, and by which version. */
export function overviewSubline(
  aliases: readonly SummarizedAlias[],
  activeVersion: number,
  isSomethingWrong: boolean,
): string {
  const perSecond = aliases.reduce((sum, { summary }) => sum + summary.requests_per_second, 0);
  const requests = aliases.reduce((sum, { summary }) => sum + summary.requests, 0);
  const failed = aliases.reduce((sum, { failedRequests }) => sum + failedRequests, 0);
  const rate = `${printRate(perSecond)} ${perSecond === 1 ? "request" : "requests"} a second`;
  const answered = requests === 0 ? "" : `, ${printMeasuredShare((requests - failed) / requests)} answered`;
  return `${isSomethingWrong ? "Everything else is quiet. " : ""}${rate}${answered}, v${activeVersion} active.`;
}

function sentence(parts: readonly (string | null)[]): string {
  const text = parts.filter((part) => part !== null).join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function phrase(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
