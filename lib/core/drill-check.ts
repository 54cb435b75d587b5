import { assertNever } from "./assert-never";
import type { DrillExpectation } from "./drill";
import {
  checkRefused,
  checkRescued,
  checkServed,
  checkSmoke,
  checkStreams,
  checkWholeStreams,
} from "./drill-check-answers";
import { checkCandidateLeft, checkDrained, checkMoved, checkShare } from "./drill-check-cutover";
import {
  checkAttempts,
  checkCalls,
  checkCost,
  checkDeadline,
  checkFirstFailure,
  checkNoSecondCall,
  checkOutcomes,
  checkShield,
  checkUsage,
} from "./drill-check-record";
import type { DrillFinding, DrillScene, StepFacts } from "./drill-facts";

/**
 * Holds one claim of a step against what was seen. Both sides come back as sentences; a claim about requests fails when
 * there were none.
 */
export function checkExpectation(
  expectation: DrillExpectation,
  scene: DrillScene,
  facts: StepFacts,
): readonly DrillFinding[] {
  switch (expectation.kind) {
    case "preconditions":
      return facts.preconditions;
    case "all_served":
      return [checkServed(expectation.by, scene, facts)];
    case "rescued_if_capacity_verified":
      return [checkRescued(scene, facts)];
    case "all_refused":
      return [checkRefused(expectation, facts)];
    case "first_failure":
      return [checkFirstFailure(expectation, scene, facts)];
    case "attempts_on_primary":
      return [checkAttempts(expectation.atMost, scene, facts)];
    case "no_retry_no_fallback":
      return [checkNoSecondCall(facts)];
    case "one_outcome_each":
      return [checkOutcomes(facts)];
    case "within_deadline":
      return [checkDeadline(scene, facts)];
    case "broken_stream_is_clean":
      return [checkStreams(scene, facts)];
    case "whole_streams":
      return [checkWholeStreams(facts)];
    case "smoke":
      return [checkSmoke(facts)];
    case "primary_shielded":
      return [checkShield(expectation.perRequest, scene, facts)];
    case "breaker":
      return [checkBreaker(expectation.state, scene, facts)];
    case "usage_reported":
      return [checkUsage(facts)];
    case "calls_equal_record":
      return [checkCalls(facts)];
    case "cost_adds_up":
      return [checkCost(scene, facts)];
    case "canary_share":
      return [checkShare(expectation.percent, facts)];
    case "moved_within":
      return [checkMoved(expectation.ms, facts)];
    case "candidate_left_alone":
      return [checkCandidateLeft(scene, facts)];
    case "in_flight_drained":
      return [checkDrained(facts)];
    case "drill_passed":
      return [checkPart(facts)];
    default:
      return assertNever(expectation);
  }
}

const NOTHING_SEEN: StepFacts = {
  seen: [],
  all: [],
  edgeCalls: {},
  breaker: "unknown",
  preconditions: [],
  move: null,
  part: null,
};

/** What a claim says, before anything was seen; preconditions are only known when they are looked at. */
export function expectedOf(expectation: DrillExpectation, scene: DrillScene): readonly string[] {
  return checkExpectation(expectation, scene, NOTHING_SEEN).map(({ expected }) => expected);
}

function checkBreaker(state: string, { primary }: DrillScene, { breaker }: StepFacts): DrillFinding {
  return {
    expected: `the breaker of ${primary} is ${state} for drill traffic`,
    seen: `it is ${breaker.replace("_", " ")}`,
    isPassed: breaker === state,
  };
}

function checkPart({ part }: StepFacts): DrillFinding {
  const seen = part === null ? "it did not run" : part.sentence;
  return { expected: "the drill passes", seen, isPassed: part?.state === "passed" };
}
