/** Two-sided 95 % of the normal distribution. */
const Z = 1.959964;

/** The 95 % Wilson interval of a rate. For drawing only: it decides nothing. Null without requests. */
export function wilsonInterval(failures: number, total: number): readonly [number, number] | null {
  if (total <= 0) return null;
  const rate = failures / total;
  const spread = Z * Math.sqrt((rate * (1 - rate)) / total + (Z * Z) / (4 * total * total));
  const middle = rate + (Z * Z) / (2 * total);
  const scale = 1 + (Z * Z) / total;
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}
