import { type CostCount, costRatio } from "./cost-ratio";
import type { ArmCounts, CostRule, GateArm, GateEvidence, GateTrip, GateVerdict } from "./gate";
import { canaryRatePerSecond, type EvidenceArm } from "./gate-evidence";
import { COMPARED_WITH } from "./gate-words";
import { printCount } from "./print-quantity";

/** Standard errors for a one-sided chance of 0.001: to fail takes surer ground than to pass. */
const FAIL_Z = 3.0902;

/**
 * What a canary call costs against one of the control group, and what the stage has cost in all. Tokens stand in where no
 * price is known. Costs of single calls are not kept, so it needs some minutes of traffic on both arms.
 */
export function costGate(rule: CostRule, evidence: GateEvidence): GateVerdict {
  const unit = evidence.spans.some(({ canary }) => canary.costUsd !== null) ? "usd" : "tokens";
  const paired = costs(evidence, "paired", unit);
  const reference = costs(evidence, "reference", unit);
  const ratio = costRatio(paired, reference);
  const spent = unit === "usd" ? costs(evidence, "canary", unit).reduce((sum, { amount }) => sum + amount, 0) : null;
  const isOverCap = spent !== null && rule.spendCap !== null && spent > rule.spendCap;
  const sureLow = costRatio(paired, reference, FAIL_Z)?.interval?.[0] ?? 0;
  const trippedBy: GateTrip | null = isOverCap ? "spend_cap" : sureLow > rule.maxRatio ? "ratio" : null;
  const isPassed = trippedBy === null && (ratio?.interval?.[1] ?? Number.POSITIVE_INFINITY) <= rule.maxRatio;
  const canary = armOf(costs(evidence, "canary", unit));
  return {
    gate: "cost",
    mode: rule.mode,
    action: rule.action,
    heldBecause: null,
    verdict: trippedBy !== null ? "fail" : isPassed ? "pass" : "not_enough_data",
    trippedBy,
    unit,
    canary,
    stable: armOf(reference),
    comparedWith: ratio === null ? null : evidence.comparedWith,
    difference: ratio,
    limit: rule.maxRatio,
    upperBound: null,
    evidence: isPassed ? 1 : Math.min(1, Math.min(busy(paired), busy(reference)) / ENOUGH_SPANS),
    alarm: trippedBy !== null ? 1 : spent !== null && rule.spendCap !== null ? Math.min(1, spent / rule.spendCap) : 0,
    forecast: {
      requestsNeeded: isPassed ? 0 : null,
      minutesNeeded: isPassed ? 0 : null,
      failuresIfBroken: 0,
      secondsIfBroken: canaryRatePerSecond(evidence, ({ calls }) => calls) === null ? null : 0,
    },
    reason: reasonOf(rule, { unit, canary, ratio, spent, trippedBy, isPassed, evidence }),
  };
}

/** From so many minutes with calls on both arms on, an interval can be expected. */
const ENOUGH_SPANS = 8;

function costs(evidence: GateEvidence, arm: EvidenceArm, unit: "usd" | "tokens"): CostCount[] {
  const amountOf = ({ costUsd, tokens }: ArmCounts): number => (unit === "usd" ? (costUsd ?? 0) : tokens);
  return evidence.spans.map((span) => ({ amount: amountOf(span[arm]), calls: span[arm].calls }));
}

function busy(spans: readonly CostCount[]): number {
  return spans.filter(({ calls }) => calls > 0).length;
}

function armOf(spans: readonly CostCount[]): GateArm {
  const calls = spans.reduce((sum, span) => sum + span.calls, 0);
  const amount = spans.reduce((sum, span) => sum + span.amount, 0);
  return { k: null, n: calls, value: calls === 0 ? null : amount / calls, interval: null };
}

interface Facts {
  readonly unit: "usd" | "tokens";
  readonly canary: GateArm;
  readonly ratio: GateVerdict["difference"];
  readonly spent: number | null;
  readonly trippedBy: GateTrip | null;
  readonly isPassed: boolean;
  readonly evidence: GateEvidence;
}

function reasonOf(rule: CostRule, { unit, canary, ratio, spent, trippedBy, isPassed, evidence }: Facts): string {
  if (canary.n === 0) return "No canary calls yet.";
  if (trippedBy === "spend_cap") {
    return `The canary has cost ${printDollars(spent ?? 0)} in this stage; ${printDollars(rule.spendCap ?? 0)} were planned.`;
  }
  const what = unit === "usd" ? "costs" : "takes";
  const ofWhat = unit === "usd" ? "what" : "the tokens";
  const whom = evidence.comparedWith === null ? null : COMPARED_WITH[evidence.comparedWith];
  if (ratio === null || whom === null) {
    return `${printCount(canary.n)} calls, but nothing on stable to compare their ${unit === "usd" ? "cost" : "tokens"} with.`;
  }
  const ratioWords = `A canary call ${what} ${ratio.value.toFixed(2)} times ${ofWhat} one of ${whom} ${unit === "usd" ? "costs" : "takes"}`;
  if (trippedBy === "ratio") return `${ratioWords}: surely above ${rule.maxRatio}.`;
  return isPassed
    ? `${ratioWords}: surely below ${rule.maxRatio}.`
    : `${ratioWords}; not yet sure to be below ${rule.maxRatio}.`;
}

function printDollars(usd: number): string {
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
