import type { GateVerdictView } from "@/lib/contract/gates";

/** Where the parts of an interval bar lie, 0-100 from left to right. One axis for both arms. */
export interface IntervalLayout {
  readonly canary: IntervalMark | null;
  readonly stable: IntervalMark | null;
  readonly limit: number | null;
}

export interface IntervalMark {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The limit stands at this part of the axis unless an arm reaches further. */
const LIMIT_AT = 0.6;
/** An arm further out than this many limits ends at the edge. */
const MOST_LIMITS = 12;

/** Lays a gate out on its own axis, which starts at 0; null without any data. */
export function intervalLayout(gate: GateVerdictView): IntervalLayout | null {
  const isRatio = gate.unit === "usd" || gate.unit === "tokens";
  const canary = isRatio ? gate.difference : gate.canary;
  const stable = isRatio ? null : gate.stable;
  if (canary === null || canary.value === null) return null;
  const ends = [canary.interval?.[1], canary.value, stable?.interval?.[1], stable?.value].filter(
    (end): end is number => typeof end === "number",
  );
  const furthest = Math.max(...ends);
  const widest =
    gate.limit === null
      ? furthest * 1.15
      : Math.min(gate.limit * MOST_LIMITS, Math.max(furthest * 1.08, gate.limit / LIMIT_AT));
  if (!(widest > 0)) return null;
  const place = (value: number): number => Math.min(100, Math.max(0, (value / widest) * 100));
  return { canary: markOf(canary, place), stable: markOf(stable, place), limit: gate.limit && place(gate.limit) };
}

function markOf(
  arm: { readonly value: number | null; readonly interval: readonly [number, number] | null } | null,
  place: (value: number) => number,
): IntervalMark | null {
  if (arm === null || arm.value === null) return null;
  const [from, to] = arm.interval ?? [arm.value, arm.value];
  return { at: place(arm.value), from: place(from), to: place(to) };
}
