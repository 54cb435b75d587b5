/** ln of the gamma function for positive numbers, to 14 digits. Source: Lanczos approximation, g = 7, nine terms. */
export function logGamma(value: number): number {
  if (!(value > 0)) throw new RangeError(`logGamma needs a positive number: ${value}`);
  if (value < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * value)) - logGamma(1 - value);
  const shifted = value - 1;
  const base = shifted + LANCZOS_G + 0.5;
  let sum = LANCZOS_FIRST;
  LANCZOS.forEach((term, index) => {
    sum += term / (shifted + index + 1);
  });
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/**
 * Share of a Beta(a, b) distribution below x, with x in 0-1 and a, b > 0. Binomial tails are its values:
 * P(Bin(n, p) >= k) = `betaShareBelow(p, k, n - k + 1)`.
 */
export function betaShareBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (isNearSide(x, a, b)) return Math.exp(logFront(x, a, b)) * betaFraction(x, a, b);
  return 1 - Math.exp(logFront(1 - x, b, a)) * betaFraction(1 - x, b, a);
}

/** ln of what `betaShareBelow(x, a, b)` times the beta function B(a, b) is: it does not lose tiny tails. 0 < x < 1. */
export function logIncompleteBeta(x: number, a: number, b: number): number {
  if (isNearSide(x, a, b)) return a * Math.log(x) + b * Math.log1p(-x) + Math.log(betaFraction(x, a, b));
  return logBeta(a, b) + Math.log(betaShareBelow(x, a, b));
}

/** The x below which the given share of Beta(a, b) lies, to 1e-12. */
export function betaQuantile(share: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (betaShareBelow(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const LANCZOS_G = 7;
const LANCZOS_FIRST = 0.99999999999980993;
const LANCZOS: readonly number[] = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const TINY = 1e-300;
const PRECISION = 1e-15;
/** The fraction needs about sqrt(max(a, b)) steps: this is enough for 100 million requests. */
const MOST_STEPS = 20_000;

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

function logFront(x: number, a: number, b: number): number {
  return a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b);
}

/** Where the fraction for (x, a, b) converges fast; on the other side the mirrored one does. */
function isNearSide(x: number, a: number, b: number): boolean {
  return x < (a + 1) / (a + b + 2);
}

/** The continued fraction of the incomplete beta function, divided by a. Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = notZero(1 - ((a + b) * x) / (a + 1));
  denominator = 1 / denominator;
  let value = denominator;
  for (let m = 1; m <= MOST_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / notZero(1 + even * denominator);
    numerator = notZero(1 + even / numerator);
    value *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / notZero(1 + odd * denominator);
    numerator = notZero(1 + odd / numerator);
    const step = denominator * numerator;
    value *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  return value / a;
}

function notZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
