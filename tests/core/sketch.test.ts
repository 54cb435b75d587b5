import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Sketch } from "@/lib/core/sketch";

const durations = fc.array(fc.double({ min: 0.02, max: 3_600_000, noNaN: true }), { minLength: 1, maxLength: 400 });
const quantiles = fc.double({ min: 0, max: 1, noNaN: true });

function sketchOf(values: readonly number[]): Sketch {
  const sketch = new Sketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

function exact(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;
}

describe("sketch", () => {
  it("answers every quantile within 1 % of the exact one", () => {
    fc.assert(
      fc.property(durations, quantiles, (values, q) => {
        const truth = exact(values, q);
        const answer = sketchOf(values).quantile(q) ?? Number.NaN;
        expect(Math.abs(answer - truth) / truth).toBeLessThanOrEqual(0.01);
      }),
    );
  });

  it("merges to the same bytes as adding everything to one, in any grouping", () => {
    fc.assert(
      fc.property(durations, durations, durations, (a, b, c) => {
        const whole = sketchOf([...a, ...b, ...c]).encode();
        const left = sketchOf(a);
        left.merge(sketchOf(b));
        left.merge(sketchOf(c));
        const tail = sketchOf(b);
        tail.merge(sketchOf(c));
        const right = sketchOf(a);
        right.merge(tail);
        expect(left.encode()).toEqual(whole);
        expect(right.encode()).toEqual(whole);
        expect(left.count).toBe(a.length + b.length + c.length);
      }),
    );
  });

  it("comes back from its bytes unchanged and merges from bytes as from a sketch", () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const bytes = sketchOf(a).encode();
        expect(Sketch.decode(bytes).encode()).toEqual(bytes);
        expect(Sketch.decode(bytes).count).toBe(a.length);
        const merged = sketchOf(b);
        merged.mergeEncoded(bytes);
        expect(merged.encode()).toEqual(sketchOf([...b, ...a]).encode());
      }),
    );
  });

  it("has no quantile and no bytes when nothing was measured", () => {
    const empty = new Sketch();
    expect(empty.quantile(0.5)).toBeNull();
    expect(empty.encode()).toHaveLength(0);
    expect(Sketch.decode(empty.encode()).count).toBe(0);
  });

  it("keeps durations too small to measure as 0 and bounds the largest at one day", () => {
    const sketch = sketchOf([0, 0.001, 1e12]);
    expect(sketch.quantile(0)).toBe(0);
    expect(sketch.quantile(1)).toBeGreaterThan(86_400_000 * 0.99);
    expect(sketch.quantile(1)).toBeLessThan(86_400_000 * 1.01);
    expect(Sketch.decode(sketch.encode()).encode()).toEqual(sketch.encode());
  });

  it("refuses what is not a duration and bytes it did not write", () => {
    expect(() => new Sketch().add(Number.NaN)).toThrow(RangeError);
    expect(() => new Sketch().add(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => Sketch.decode(Uint8Array.of(9, 1))).toThrow(RangeError);
    expect(() => Sketch.decode(Uint8Array.of(1, 0x80))).toThrow(RangeError);
  });

  it("stays small: ten thousand spread latencies take under 800 bytes", () => {
    const values = Array.from({ length: 10_000 }, (_, i) => 200 * 1.0003 ** i);
    expect(sketchOf(values).encode().length).toBeLessThan(800);
  });
});
