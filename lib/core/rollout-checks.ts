import { printDuration } from "./print-quantity";
import {
  ADVANCE_CHECKS,
  type AdvanceCheckName,
  FRESH_WITHIN_MS,
  type GateFact,
  type Rollout,
  type RolloutFacts,
} from "./rollout";

/** One condition of a step. `waiting` resolves by itself, `failed` needs a change, `later` was not reached. */
export interface AdvanceCheck {
  readonly check: AdvanceCheckName;
  readonly status: "ok" | "waiting" | "failed" | "later";
  /** One sentence with its numbers. */
  readonly text: string;
}

/** What a step is asked against. */
export interface StepAsked {
  /** The stage that would be entered; null for the completion of the last one. */
  readonly toIndex: number | null;
  /** An approver signed for exactly this step. */
  readonly isApproved: boolean;
}

type Answer = Pick<AdvanceCheck, "status" | "text">;
const ok = (text: string): Answer => ({ status: "ok", text });
const waiting = (text: string): Answer => ({ status: "waiting", text });
const failed = (text: string): Answer => ({ status: "failed", text });

/**
 * The conditions of leaving the stage in force, in order: soak time, fresh evidence of this stage, traffic, protection
 * before any minimum sample, sample ratio, sufficient evidence, approval last. What comes after the first that is not
 * met is still judged, so that a person sees all of it, except that nothing is said about evidence that is missing.
 */
export function advanceChecks(rollout: Rollout, facts: RolloutFacts, asked: StepAsked): AdvanceCheck[] {
  return ADVANCE_CHECKS.map((check) => ({ check, ...judge(check, rollout, facts, asked) }));
}

/** The first condition that is not met; null when the step may be taken. */
export function firstUnmet(checks: readonly AdvanceCheck[]): AdvanceCheck | null {
  return checks.find(({ status }) => status !== "ok") ?? null;
}

/** Enforced gates that failed, the ones that ask for most first. Without canary traffic nothing has failed. */
export function breachedGates(facts: RolloutFacts): GateFact[] {
  const { evidence } = facts;
  if (evidence === null || evidence.canaryRequests === 0) return [];
  const order = ["roll_back", "step_down", "hold"];
  return evidence.gates
    .filter(({ mode, verdict }) => mode === "enforce" && verdict === "fail")
    .sort((left, right) => order.indexOf(left.action) - order.indexOf(right.action));
}

/** Missing or old evidence in words; null when it may be relied on. */
export function staleness(rollout: Rollout, facts: RolloutFacts): string | null {
  const { evidence, nowMs } = facts;
  if (evidence === null) return "The evidence of this stage cannot be read right now; nothing moves without it.";
  const ageMs = nowMs - evidence.dataUntilMs;
  if (ageMs > FRESH_WITHIN_MS)
    return `The newest evidence is ${printDuration(ageMs)} old; nothing moves on old evidence.`;
  if (evidence.sinceMs < (rollout.stageEnteredAtMs ?? 0)) return "The evidence is still that of the stage before.";
  return null;
}

function judge(check: AdvanceCheckName, rollout: Rollout, facts: RolloutFacts, asked: StepAsked): Answer {
  switch (check) {
    case "soak":
      return judgeSoak(rollout, facts.nowMs);
    case "evidence":
      return judgeEvidence(rollout, facts);
    case "approval":
      return judgeApproval(rollout, asked);
    default:
      return judgeStage(check, rollout, facts);
  }
}

function judgeSoak(rollout: Rollout, nowMs: number): Answer {
  const soakMs = rollout.stages[rollout.stageIndex]?.soakMs ?? 0;
  const leftMs = (rollout.stageEnteredAtMs ?? nowMs) + soakMs - nowMs;
  if (leftMs > 0) return waiting(`Soaks for another ${printDuration(leftMs)} of ${printDuration(soakMs)}.`);
  return ok(soakMs === 0 ? "No soak time is asked for." : `Soaked for ${printDuration(soakMs)}.`);
}

function judgeEvidence(rollout: Rollout, facts: RolloutFacts): Answer {
  const stale = staleness(rollout, facts);
  if (stale !== null) return waiting(stale);
  const soakEndMs = (rollout.stageEnteredAtMs ?? 0) + (rollout.stages[rollout.stageIndex]?.soakMs ?? 0);
  const untilMs = facts.evidence?.dataUntilMs ?? 0;
  if (facts.nowMs >= soakEndMs && untilMs < soakEndMs)
    return waiting("The evidence does not cover the whole soak yet.");
  return ok("The evidence is of this stage and fresh.");
}

function judgeApproval(rollout: Rollout, { toIndex, isApproved }: StepAsked): Answer {
  const stage = toIndex === null ? undefined : rollout.stages[toIndex];
  if (toIndex === null || stage === undefined) return ok("Completing needs no approval.");
  if (isApproved) return ok("Approved.");
  if (!stage.needsApproval) return ok(`${stage.name} needs no approval.`);
  if (toIndex <= rollout.approvedThrough) return ok(`${stage.name} was approved before.`);
  return waiting(`${stage.name} needs an approver's approval.`);
}

function judgeStage(
  check: "traffic" | "protection" | "sample_ratio" | "sufficiency",
  rollout: Rollout,
  facts: RolloutFacts,
): Answer {
  const { evidence } = facts;
  if (evidence === null) return { status: "later", text: "Not known without evidence." };
  switch (check) {
    case "traffic":
      return evidence.canaryRequests > 0
        ? ok(`${evidence.canaryRequests} requests used the canary in this stage.`)
        : waiting("No request used the canary in this stage; no traffic proves nothing.");
    case "protection": {
      const [worst] = breachedGates(facts);
      return worst === undefined ? ok("No protecting gate is breached.") : failed(worst.reason);
    }
    case "sample_ratio":
      return evidence.sampleRatio?.isMismatch === true
        ? failed(
            `Canary and control group do not get requests in the set ratio (p ${evidence.sampleRatio.p.toExponential(1)}); their figures cannot be compared.`,
          )
        : ok("Requests split as set.");
    case "sufficiency":
      return judgeSufficiency(rollout, evidence.gates);
  }
}

/** Without one gate that passed nothing is proved, so a stage that nothing guards never counts as proved. */
function judgeSufficiency(rollout: Rollout, gates: readonly GateFact[]): Answer {
  const wanted = rollout.stages[rollout.stageIndex]?.gates ?? null;
  const enforced = gates.filter(({ gate, mode }) => mode === "enforce" && (wanted === null || wanted.includes(gate)));
  const open = enforced.filter(({ verdict }) => verdict !== "pass");
  const [first] = open;
  if (enforced.length === 0) return waiting("No gate is enforced for this stage, so nothing can prove it safe.");
  if (first === undefined) return ok(`${enforced.length} of ${enforced.length} gates pass.`);
  const passed = enforced.length - open.length;
  return waiting(`${passed} of ${enforced.length} gates pass. ${first.reason}`);
}
