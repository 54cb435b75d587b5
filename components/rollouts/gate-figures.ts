import { formatCost } from "@/components/ui/format-cost";
import { formatCount } from "@/components/ui/format-count";
import { formatDuration } from "@/components/ui/format-duration";
import { formatPercent } from "@/components/ui/format-percent";
import type { GateVerdictView } from "@/lib/contract/gates";

const ACTION_WORDS: Readonly<Record<GateVerdictView["action"], string>> = {
  hold: "holds",
  step_down: "steps down",
  roll_back: "rolls back",
};

type Unit = GateVerdictView["unit"];

/** One measured value in its gate's unit; `–` without data. */
export function gateValue(unit: Unit, value: number | null): string {
  if (value === null) return "–";
  switch (unit) {
    case "share":
      return formatPercent(value * 100);
    case "ms":
      return formatDuration(value);
    case "usd":
      return formatCost(value);
    case "tokens":
      return `${formatCount(Math.round(value))} tokens`;
  }
}

/** "3 of 800", or the number of calls alone where nothing is counted. */
export function gateCount({ k, n }: GateVerdictView["canary"]): string {
  if (n === 0) return "none yet";
  return k === null ? `n ${formatCount(n)}` : `${formatCount(k)} of ${formatCount(n)}`;
}

/** Canary minus stable: percentage points, milliseconds; a factor for cost. */
export function gateDifference({ unit, difference }: GateVerdictView): string {
  if (difference === null) return "–";
  const { value } = difference;
  const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
  switch (unit) {
    case "share":
      return `${sign}${(Math.abs(value) * 100).toFixed(2)} pt`;
    case "ms":
      return `${sign}${formatDuration(Math.abs(value))}`;
    case "usd":
    case "tokens":
      return `×${value.toFixed(2)}`;
  }
}

/** The limit as it was set; null where a gate has none of its own. */
export function gateLimit({ unit, limit }: GateVerdictView): string | null {
  if (limit === null) return null;
  switch (unit) {
    case "share":
      return `${Number((limit * 100).toFixed(2))}%`;
    case "ms":
      return formatDuration(limit);
    case "usd":
    case "tokens":
      return `×${limit}`;
  }
}

/** What the gate does when it fails: "rolls back", "warns only". */
export function gateEffect({ mode, action }: GateVerdictView): string {
  switch (mode) {
    case "enforce":
      return ACTION_WORDS[action];
    case "warn":
      return "warns only";
    case "shadow":
      return "shadow";
  }
}

/** How long until a pass if all goes well: "12 min"; what keeps it from being told otherwise. */
export function gateWait({ verdict, forecast }: GateVerdictView): string {
  if (verdict === "fail") return "failed";
  if (verdict === "pass") return "reached";
  if (forecast.requests_needed === null) return "needs both arms";
  if (forecast.requests_needed === 0) return "waits for stable";
  if (forecast.minutes_needed === null) return "no traffic";
  return formatDuration(Math.ceil(forecast.minutes_needed * 60) * 1_000);
}

/** What a break would cost before the gate trips: "4 requests, 8 s"; null where the gate does not count failures. */
export function gateExposure({ verdict, forecast }: GateVerdictView): string | null {
  if (verdict === "fail" || forecast.failures_if_broken === 0) return null;
  const failures = `${formatCount(forecast.failures_if_broken)} fail`;
  if (forecast.seconds_if_broken === null) return failures;
  const seconds = Math.max(1, Math.round(forecast.seconds_if_broken));
  return `${failures}, ${formatDuration(seconds * 1_000)}`;
}
