import { costOf } from "./cost";
import type { DrillExpectation } from "./drill";
import {
  calledAttempts,
  type DrillFinding,
  type DrillObservation,
  type DrillScene,
  type StepFacts,
} from "./drill-facts";
import { foundIn, mostCommon } from "./drill-sentence";
import { printDuration } from "./print-quantity";

/** How late an answer may be after its deadline: the time to write it down and send it. */
const DEADLINE_SLACK_MS = 750;

/** The engine named the fault right: each call of the primary failed with this class. */
export function checkFirstFailure(
  { class: name, detail }: Extract<DrillExpectation, { kind: "first_failure" }>,
  scene: DrillScene,
  { seen }: StepFacts,
): DrillFinding {
  const calls = seen.flatMap(calledAttempts).filter(({ route }) => route === scene.primary);
  const words = calls.map((call) => classWords(call.errorClass, call.detail));
  const isRight = (call: (typeof calls)[number]) =>
    call.errorClass === name && (detail === undefined || call.detail === detail);
  return {
    expected: `every call of ${scene.primary} is recorded as ${classWords(name, detail ?? null)}`,
    seen: calls.length === 0 ? "it was never called" : `${calls.length} calls: ${mostCommon(words)}`,
    isPassed: calls.length > 0 && calls.every(isRight),
  };
}

export function checkAttempts(atMost: number, scene: DrillScene, { seen }: StepFacts): DrillFinding {
  const callsOf = (observation: DrillObservation) =>
    calledAttempts(observation).filter(({ route }) => route === scene.primary).length;
  const most = Math.max(0, ...seen.map(callsOf));
  return foundIn(seen, (observation) => callsOf(observation) <= atMost, {
    expected: `no request calls ${scene.primary} more than ${atMost === 1 ? "once" : `${atMost} times`}`,
    done: `called it at most ${most === 1 ? "once" : `${most} times`}`,
    failed: (observation) => `${callsOf(observation)} calls`,
  });
}

/** A defect of the caller or of the account: the one call that found it is the last. */
export function checkNoSecondCall({ seen }: StepFacts): DrillFinding {
  return foundIn(seen, (observation) => calledAttempts(observation).length === 1, {
    expected: "one provider call a request: no retry, no fallback",
    done: "made exactly one call",
    failed: (observation) => {
      const calls = calledAttempts(observation);
      const chain = calls.map(({ purpose, route }) => `${purpose} on ${route}`).join(", then ");
      return `${calls.length} calls (${chain})`;
    },
  });
}

/** One final outcome, and an end for every attempt. Source: seed 002, "persist one final outcome". */
export function checkOutcomes({ seen }: StepFacts): DrillFinding {
  const isClosed = ({ record, attempts }: DrillObservation) =>
    record !== null &&
    record.state !== "running" &&
    record.reasonCode !== null &&
    attempts.every(({ state }) => state !== "running");
  return foundIn(seen, isClosed, {
    expected: "the ledger has one final outcome with a reason code for every request, and no attempt without an end",
    done: "are recorded so",
    failed: ({ record }) => (record === null ? "not recorded" : `recorded as ${record.state}`),
  });
}

export function checkDeadline(scene: DrillScene, { seen }: StepFacts): DrillFinding {
  const slowest = Math.max(0, ...seen.map(({ answer }) => answer.latencyMs));
  return foundIn(seen, ({ answer }) => answer.latencyMs <= scene.deadlineMs + DEADLINE_SLACK_MS, {
    expected: `every caller has its answer within the budget of ${printDuration(scene.deadlineMs)}`,
    done: `had it, the slowest after ${printDuration(slowest)}`,
    failed: ({ answer }) => `after ${printDuration(answer.latencyMs)}`,
  });
}

/** While the breaker is open, a broken primary is called by probes only. */
export function checkShield(perRequest: number, scene: DrillScene, { seen }: StepFacts): DrillFinding {
  const calls = seen.flatMap(calledAttempts).filter(({ route }) => route === scene.primary).length;
  const rate = seen.length === 0 ? 0 : calls / seen.length;
  return {
    expected: `at most ${perRequest} calls of ${scene.primary} per request while it is down`,
    seen: `${calls} calls in ${seen.length} requests (${rate.toFixed(2)} each)`,
    isPassed: seen.length > 0 && rate <= perRequest,
  };
}

export function checkUsage({ all }: StepFacts): DrillFinding {
  const served = all.flatMap(calledAttempts).filter(({ state }) => state === "served");
  const silent = served.filter(({ usageSource }) => usageSource !== "provider");
  return {
    expected: "every served attempt has its token usage from the provider",
    seen: `${served.length - silent.length} of ${served.length} have it${
      silent.length === 0 ? "" : `; missing from ${mostCommon(silent.map(({ route }) => route))}`
    }`,
    isPassed: served.length > 0 && silent.length === 0,
  };
}

/** Attempts against calls: what left this process is what was written down, route by route. */
export function checkCalls({ all, edgeCalls }: StepFacts): DrillFinding {
  const recorded = new Map<string, number>();
  for (const { route } of all.flatMap(calledAttempts)) recorded.set(route, (recorded.get(route) ?? 0) + 1);
  const routes = [...new Set([...recorded.keys(), ...Object.keys(edgeCalls)])].sort();
  const wrong = routes.filter((route) => (recorded.get(route) ?? 0) !== (edgeCalls[route] ?? 0));
  const line = (route: string) => `${route}: ${recorded.get(route) ?? 0} recorded, ${edgeCalls[route] ?? 0} made`;
  return {
    expected: "as many recorded attempts as provider calls, on each route",
    seen: routes.length === 0 ? "no call was made" : (wrong.length === 0 ? routes : wrong).map(line).join("; "),
    isPassed: routes.length > 0 && wrong.length === 0,
  };
}

/** Each attempt's cost is its tokens times its route's price, and each request's the sum of its attempts. */
export function checkCost({ prices }: DrillScene, { all }: StepFacts): DrillFinding {
  const isNear = (left: number | null, right: number | null) =>
    left === null || right === null ? left === right : Math.abs(left - right) <= 1e-9 + Math.abs(right) * 1e-6;
  const adds = (observation: DrillObservation) => {
    const calls = calledAttempts(observation);
    const known = calls.flatMap(({ cost }) => (cost === null ? [] : [cost]));
    const total = known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0);
    const isEachRight = calls.every(({ route, inputTokens, outputTokens, cost }) =>
      isNear(cost, costOf(prices[route] ?? null, inputTokens, outputTokens)),
    );
    return isEachRight && isNear(observation.record?.cost ?? null, total);
  };
  const sum = all.reduce((total, { record }) => total + (record?.cost ?? 0), 0);
  return foundIn(all, adds, {
    expected: "the cost of every attempt is its tokens times its route's price, and a request costs their sum",
    done: `add up, to $${sum.toFixed(6)}`,
    failed: ({ record }) => `recorded as ${record?.cost ?? "unknown"}`,
  });
}

function classWords(name: string | null, detail: string | null): string {
  return `${name ?? "nothing"}${detail === null ? "" : ` (${detail})`}`;
}
