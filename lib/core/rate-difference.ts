import type { GateVerdict } from "./gate";
import { type GateCount, rateOf } from "./gate-evidence";
import { wilsonInterval } from "./wilson-interval";

/**
 * Canary rate minus control rate with its 95 % interval, joined from the Wilson intervals of both (Newcombe 1998).
 * For drawing only. Null while an arm has nothing.
 */
export function rateDifference(canary: GateCount, control: GateCount): GateVerdict["difference"] {
  const ours = wilsonInterval(canary.failures, canary.total);
  const theirs = wilsonInterval(control.failures, control.total);
  if (ours === null || theirs === null) return null;
  const [rate, other] = [rateOf(canary), rateOf(control)];
  const down = Math.hypot(rate - ours[0], theirs[1] - other);
  const up = Math.hypot(ours[1] - rate, other - theirs[0]);
  return { value: rate - other, interval: [rate - other - down, rate - other + up] };
}
