const STEPS = [1, 2, 5] as const;

/**
 * Round marks from 0 up to, not beyond, `max`: steps of 1, 2 or 5 times a power of ten, at most `most` marks after 0.
 * Empty for a `max` that is not positive.
 */
export function axisTicks(max: number, most: number): number[] {
  if (!(max > 0) || most < 1) return [];
  const step = tickStep(max / most);
  const count = Math.floor(max / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** The smallest step of 1, 2 or 5 times a power of ten that is at least `atLeast`. */
function tickStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const fitting = STEPS.find((step) => step * power >= atLeast * (1 - 1e-9));
  return (fitting ?? 10) * power;
}
