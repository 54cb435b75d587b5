import type { RolloutView } from "@/lib/contract/rollout";
import type { Fact } from "../requests/request-facts";
import { formatMoment } from "../ui/format-time";

/** Who started it and why, what moves by itself, and where back is. */
export function rolloutFacts(rollout: RolloutView): readonly Fact[] {
  const { automation, reason, rollback_version: target, started_by: by, created_at: startedAt } = rollout;
  const acts = [
    ...(automation.advance ? ["advance"] : []),
    ...(automation.hold ? ["hold"] : []),
    ...(automation.step_down ? ["step down"] : []),
    ...(automation.roll_back ? ["roll back"] : []),
  ];
  return [
    { label: "Started by", value: by.name, note: `${formatMoment(startedAt)} UTC` },
    { label: "Reason", value: reason },
    { label: "By itself it may", value: acts.length === 0 ? "nothing" : acts.join(", ") },
    { label: "Back is", value: target === null ? "canary at 0%" : `v${target}` },
  ];
}
