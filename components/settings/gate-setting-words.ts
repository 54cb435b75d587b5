import type { GateSettingsBody, GateSettingsView } from "@/lib/contract/gates";
import type { GateAction, GateMode, GateName } from "@/lib/core/gate";
import { printDuration, printSetPercent } from "@/lib/core/print-quantity";
import { formatCost } from "../ui/format-cost";

export interface Choice {
  readonly label: string;
  readonly meaning: string;
}

export const GATE_MODE_WORDS: Readonly<Record<GateMode, Choice>> = {
  enforce: { label: "Enforce", meaning: "acts by itself when it fails, and has to pass before a rollout goes on" },
  warn: { label: "Warn", meaning: "tells people when it fails; nothing is held and nothing goes back" },
  shadow: { label: "Shadow", meaning: "is computed and shown only, to see how it would judge" },
};

export const GATE_ACTION_WORDS: Readonly<Record<GateAction, Choice>> = {
  hold: { label: "Hold", meaning: "stops expansion; the canary keeps its share" },
  step_down: { label: "Step down", meaning: "reduces the canary to the stage before" },
  roll_back: { label: "Roll back", meaning: "takes the alias back to its rollback target" },
};

export const GATE_MEASURES: Readonly<Record<GateName, string>> = {
  server_errors: "Calls that ended in a server or connection error",
  timeouts: "Calls that timed out",
  malformed: "Calls with a malformed or broken-off answer",
  auth: "Calls refused for the key or the account; two requests trip it at once",
  acceptance: "Requests that failed for the caller, every fallback included",
  fallback_volume: "Requests that had to leave the canary for a fallback",
  latency_p95: "Time in which 95% of the answered calls were done",
  latency_p99: "Time in which 99% of the answered calls were done",
  cost: "What a request costs; its tokens where no price is known",
};

/** What a gate may let through, as short phrases with their units. */
export function gateLimits(
  gate: GateName,
  settings: GateSettingsBody,
  objective: GateSettingsView["objective"],
): readonly string[] {
  switch (gate) {
    case "latency_p95":
    case "latency_p99": {
      const { limit_ms: limitMs, max_increase_percent: increase } = settings[gate];
      const objectiveMs =
        objective.latency_p95_ms === null ? null : objective.latency_p95_ms * (gate === "latency_p99" ? 2 : 1);
      return [latencyLimit(limitMs, objectiveMs), `at most ${printSetPercent(increase)} slower than stable`];
    }
    case "cost": {
      const { max_ratio: ratio, spend_cap: cap } = settings.cost;
      return [`at most ×${ratio} of stable`, cap === null ? "no spend cap" : `at most ${formatCost(cap)} a stage`];
    }
    case "acceptance":
    case "fallback_volume":
      return [`at most ${printSetPercent(settings[gate].limit_percent)} of requests`];
    default:
      return [`at most ${printSetPercent(settings[gate].limit_percent)} of calls`];
  }
}

function latencyLimit(limitMs: number | null, objectiveMs: number | null): string {
  if (limitMs !== null) return `at most ${printDuration(limitMs)}`;
  return objectiveMs === null
    ? "no limit of its own: the alias has no latency objective"
    : `at most ${printDuration(objectiveMs)}, from the objective`;
}

/** The objective of the alias that gates without a limit of their own go by. */
export function objectiveWords({ availability, latency_p95_ms: p95 }: GateSettingsView["objective"]): string {
  const served = `${availability}% of requests answered`;
  return p95 === null ? `${served}, no latency objective` : `${served}, p95 within ${printDuration(p95)}`;
}
