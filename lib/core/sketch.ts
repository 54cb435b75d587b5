/**
 * A mergeable log-bucket sketch of durations in milliseconds: a value falls into the bucket `ceil(ln(v) / ln(1.02))`
 * and is answered by the bucket's middle, so every quantile is within 1 % of an exact one. Source: DDSketch
 * (Masson, Rim, Lee, 2019), logarithmic mapping, with bounds instead of collapsing.
 */
export class Sketch {
  /** Counts of the buckets `first`, `first + 1`, ... */
  private buckets = new Uint32Array(0);
  private first = 0;
  private zeros = 0;
  private total = 0;

  /** How many values went in. */
  get count(): number {
    return this.total;
  }

  /** Adds one value. Values under 0.01 ms count as 0, values over a day as a day; anything not finite throws. */
  add(valueMs: number): void {
    if (!Number.isFinite(valueMs)) throw new RangeError(`not a duration: ${valueMs}`);
    this.total += 1;
    if (valueMs < SMALLEST_MS) this.zeros += 1;
    else this.addToBucket(bucketOf(valueMs), 1);
  }

  /** Adds everything `other` holds; `other` stays as it is. */
  merge(other: Sketch): void {
    this.total += other.total;
    this.zeros += other.zeros;
    for (let i = 0; i < other.buckets.length; i += 1) {
      const count = other.buckets[i] ?? 0;
      if (count > 0) this.addToBucket(other.first + i, count);
    }
  }

  /** Adds a serialised sketch without building it first. Throws a RangeError for bytes that `encode` did not write. */
  mergeEncoded(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (bytes[0] !== FORMAT) throw new RangeError(`unknown sketch format ${bytes[0]}`);
    let at = 1;
    const next = (): number => {
      let value = 0;
      let scale = 1;
      for (;;) {
        const byte = bytes[at];
        if (byte === undefined) throw new RangeError("sketch ends too early");
        at += 1;
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) return value;
        scale *= 0x80;
      }
    };
    const zeros = next();
    this.zeros += zeros;
    this.total += zeros;
    let bucket = LOWEST_BUCKET - 1;
    while (at < bytes.length) {
      bucket += next();
      const count = next();
      this.addToBucket(bucket, count);
      this.total += count;
    }
  }

  /**
   * The value at rank `floor(q * (count - 1))` of the sorted values, within 1 %; null when empty.
   * `q` is clipped to 0-1.
   */
  quantile(q: number): number | null {
    if (this.total === 0) return null;
    const rank = Math.floor(Math.min(1, Math.max(0, q)) * (this.total - 1));
    let seen = this.zeros;
    if (rank < seen) return 0;
    for (let i = 0; i < this.buckets.length; i += 1) {
      seen += this.buckets[i] ?? 0;
      if (rank < seen) return middleOf(this.first + i);
    }
    return null;
  }

  /** (middle of the bucket in milliseconds, count) of every bucket that holds something, ascending. */
  histogram(): (readonly [valueMs: number, count: number])[] {
    const buckets: (readonly [number, number])[] = this.zeros > 0 ? [[0, this.zeros]] : [];
    for (let i = 0; i < this.buckets.length; i += 1) {
      const count = this.buckets[i] ?? 0;
      if (count > 0) buckets.push([middleOf(this.first + i), count]);
    }
    return buckets;
  }

  /** Sparse bytes: a format byte, the zero count, then (gap, count) pairs as varints. Empty for an empty sketch. */
  encode(): Uint8Array {
    if (this.total === 0) return new Uint8Array(0);
    const bytes = [FORMAT];
    pushVarint(bytes, this.zeros);
    let previous = LOWEST_BUCKET - 1;
    for (let i = 0; i < this.buckets.length; i += 1) {
      const count = this.buckets[i] ?? 0;
      if (count === 0) continue;
      pushVarint(bytes, this.first + i - previous);
      pushVarint(bytes, count);
      previous = this.first + i;
    }
    return Uint8Array.from(bytes);
  }

  static decode(bytes: Uint8Array): Sketch {
    const sketch = new Sketch();
    sketch.mergeEncoded(bytes);
    return sketch;
  }

  private addToBucket(bucket: number, count: number): void {
    let at = bucket - this.first;
    if (at < 0 || at >= this.buckets.length) {
      this.reach(bucket);
      at = bucket - this.first;
    }
    this.buckets[at] = (this.buckets[at] ?? 0) + count;
  }

  /** Makes room for a bucket with some slack on both sides, so that a growing spread does not copy every time. */
  private reach(bucket: number): void {
    const slack = 16;
    const isEmpty = this.buckets.length === 0;
    const first = isEmpty ? bucket - slack : Math.min(this.first, bucket - slack);
    const last = isEmpty ? bucket + slack : Math.max(this.first + this.buckets.length - 1, bucket + slack);
    const grown = new Uint32Array(last - first + 1);
    if (!isEmpty) grown.set(this.buckets, this.first - first);
    this.buckets = grown;
    this.first = first;
  }
}

const GROWTH = 1.02;
const LN_GROWTH = Math.log(GROWTH);
const SMALLEST_MS = 0.01;
const LARGEST_MS = 86_400_000;
const LOWEST_BUCKET = bucketOf(SMALLEST_MS);
const FORMAT = 1;

function bucketOf(valueMs: number): number {
  return Math.ceil(Math.log(Math.min(valueMs, LARGEST_MS)) / LN_GROWTH);
}

/** The value with the smallest worst relative error in a bucket: its harmonic middle. */
function middleOf(bucket: number): number {
  return (2 * GROWTH ** bucket) / (GROWTH + 1);
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}
