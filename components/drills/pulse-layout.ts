import type { DrillRunView } from "@/lib/contract/drill";
import { ABORT_ABOVE_SHARE } from "@/lib/core/drill-abort";

/** A calm chart must look calm: the axis of real callers never ends below this many percent. */
const LOWEST_TOP_PERCENT = 4;

/** A bar in percent of its chart's height, counted from the bottom; its place is its slot's number. */
export interface PulseBar {
  readonly at: number;
  readonly servedPercent: number;
  readonly failedPercent: number;
}

/** A stretch of slots. */
export interface PulseSpan {
  readonly from: number;
  readonly to: number;
}

export interface PulseLayout {
  readonly slotCount: number;
  readonly slotMs: number;
  /** From the start of the drill to its end, or to now. */
  readonly drill: PulseSpan;
  /** Where a fault was set. */
  readonly broken: readonly PulseSpan[];
  readonly calls: {
    readonly bars: readonly PulseBar[];
    readonly top: number;
    readonly count: number;
    readonly failed: number;
  };
  /** Of real callers: the share that failed, and how high the limit stands in percent of the chart. */
  readonly callers: { readonly bars: readonly PulseBar[]; readonly topPercent: number; readonly limitAt: number };
}

/** Where everything of a run's pulse is drawn; null before there is one. */
export function pulseLayout({ pulse, started_at }: Pick<DrillRunView, "pulse" | "started_at">): PulseLayout | null {
  if (pulse === null || pulse.slots.length === 0) return null;
  const { slots, slot_ms: slotMs } = pulse;
  const top = Math.max(1, ...slots.map(({ calls }) => calls));
  const shares = slots.map(({ requests, failed_requests }) =>
    requests === 0 ? 0 : (failed_requests / requests) * 100,
  );
  const topPercent = Math.max(LOWEST_TOP_PERCENT, ...shares);
  const from = (Date.parse(started_at) - Date.parse(pulse.from)) / slotMs;
  return {
    slotCount: slots.length,
    slotMs,
    drill: { from, to: slots.length },
    broken: brokenSpans(slots),
    calls: {
      bars: slots.map(({ calls, failed_calls }, at) => ({
        at,
        servedPercent: ((calls - failed_calls) / top) * 100,
        failedPercent: (failed_calls / top) * 100,
      })),
      top,
      count: slots.reduce((sum, { calls }) => sum + calls, 0),
      failed: slots.reduce((sum, { failed_calls }) => sum + failed_calls, 0),
    },
    callers: {
      bars: shares.map((share, at) => ({ at, servedPercent: 0, failedPercent: (share / topPercent) * 100 })),
      topPercent,
      limitAt: 100 - ((ABORT_ABOVE_SHARE * 100) / topPercent) * 100,
    },
  };
}

function brokenSpans(slots: readonly { readonly is_broken: boolean }[]): readonly PulseSpan[] {
  const spans: PulseSpan[] = [];
  for (const [at, { is_broken }] of slots.entries()) {
    if (!is_broken) continue;
    const last = spans.at(-1);
    if (last?.to === at) spans[spans.length - 1] = { from: last.from, to: at + 1 };
    else spans.push({ from: at, to: at + 1 });
  }
  return spans;
}
