import { axisTicks } from "@/components/ui/axis-ticks";

const MOST_STEPS = 5;

/** A value axis that ends on a round number at or above the highest value. */
export interface ValueAxis {
  readonly top: number;
  readonly ticks: readonly number[];
}

/** @param max highest value drawn; what is not positive reads as 1. */
export function valueAxis(max: number): ValueAxis {
  const highest = max > 0 ? max : 1;
  const step = axisTicks(highest, MOST_STEPS)[1] ?? highest;
  const top = Math.ceil(highest / step - 1e-9) * step;
  return { top, ticks: axisTicks(top, Math.round(top / step)) };
}
