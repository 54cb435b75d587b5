import { printCount, printDuration, printMeasuredShare } from "./print-quantity";

/** What a rollback's first route did lately, people's traffic and probes apart. Times are epoch milliseconds. */
export interface TargetFacts {
  readonly route: string;
  readonly calls: number;
  readonly failedCalls: number;
  readonly probes: number;
  readonly failedProbes: number;
  /** The newest minute in which it served anything; null when that was longer ago than was looked back. */
  readonly lastServedAtMs: number | null;
  /** How far back that was. */
  readonly lookedBackMs: number;
  /** Its breaker keeps traffic away from it. */
  readonly isOut: boolean;
  /** Why it is out, when that is known. */
  readonly outCause: string | null;
  readonly needsOwner: boolean;
}

/** `warning` is null when nothing speaks against going there. It never blocks. */
export interface TargetHealth {
  readonly state: "healthy" | "cold" | "failing";
  /** What is known of it, in words. */
  readonly summary: string;
  readonly warning: string | null;
}

/** From this share of failed calls on a route counts as failing. */
const FAILING_SHARE = 0.05;
/** With fewer calls than this a share is not called a rate. */
const FEWEST_CALLS = 20;

/** How the route a rollback goes to is doing: shown before the press, and a warning where it is cold or failing. */
export function judgeTarget(facts: TargetFacts, nowMs: number): TargetHealth {
  const summary = summaryOf(facts, nowMs);
  const warn = (state: "cold" | "failing", why: string): TargetHealth => ({ state, summary, warning: why });
  const { route } = facts;
  if (facts.isOut) {
    const cause = facts.outCause === null ? "" : ` (${facts.outCause})`;
    return warn("failing", `The breaker of ${route} keeps traffic away from it${cause}.`);
  }
  if (facts.needsOwner) return warn("failing", `The account of ${route} refuses requests; its owner has to act.`);
  if (isFailing(facts.failedCalls, facts.calls)) {
    return warn("failing", `${route} fails too: ${printMeasuredShare(facts.failedCalls / facts.calls)} of its calls.`);
  }
  if (facts.probes > 0 && facts.failedProbes === facts.probes && facts.calls < FEWEST_CALLS) {
    return warn("failing", `Every probe of ${route} failed lately.`);
  }
  if (facts.lastServedAtMs === null) {
    return warn(
      "cold",
      `${route} served nothing in the last ${printDuration(facts.lookedBackMs)}: nobody knows how it is.`,
    );
  }
  return { state: "healthy", summary, warning: null };
}

function isFailing(failed: number, calls: number): boolean {
  return calls >= FEWEST_CALLS && failed / calls >= FAILING_SHARE;
}

function summaryOf(
  { route, calls, failedCalls, probes, failedProbes, lastServedAtMs }: TargetFacts,
  nowMs: number,
): string {
  const parts: string[] = [];
  if (calls > 0) parts.push(`${printMeasuredShare(failedCalls / calls)} of ${printCount(calls)} calls failed`);
  if (probes > 0) parts.push(`${printCount(probes - failedProbes)} of ${printCount(probes)} probes passed`);
  // The ledger's minute says no more than this about when.
  if (lastServedAtMs !== null) parts.push(`last served ${ago(nowMs - lastServedAtMs)}`);
  return parts.length === 0 ? `${route}: no calls lately` : `${route}: ${parts.join(", ")}`;
}

function ago(ageMs: number): string {
  return ageMs < 120_000 ? "within two minutes" : `${printDuration(Math.floor(ageMs / 60_000) * 60_000)} ago`;
}
