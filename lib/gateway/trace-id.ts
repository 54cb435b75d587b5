import { randomFillSync } from "node:crypto";

/** One byte for the two random bits of the variant, nine for the other digits. */
const RANDOM_BYTES = 10;
const VARIANTS = ["8", "9", "a", "b"] as const;
/** Random bytes are fetched for hundreds of ids at once: asking for ten costs as much as asking for thousands. */
const pool = Buffer.allocUnsafeSlow(RANDOM_BYTES * 512);
let used = pool.length;
let timeMs = -1;
let timeDigits = "";

/**
 * A new trace id: 32 hex digits, unique, in the layout of UUID version 7. Ids that begin with the time are written side
 * by side in the ledger's index; random ones would dirty a page of their own each, and every page is synced to disk.
 */
export function newTraceId(nowMs: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  if (nowMs !== timeMs) {
    timeMs = nowMs;
    timeDigits = `${nowMs.toString(16).padStart(12, "0")}7`;
  }
  const variant = VARIANTS[(pool[used] ?? 0) & 3];
  const digits = pool.toString("hex", used + 1, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  return `${timeDigits}${digits.slice(0, 3)}${variant}${digits.slice(3)}`;
}
