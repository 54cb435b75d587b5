import { formatCount } from "@/components/ui/format-count";
import { formatDuration } from "@/components/ui/format-duration";
import { formatPercent } from "@/components/ui/format-percent";
import { readPercentile } from "@/components/ui/read-percentile";
import type { Percentiles, Window } from "@/lib/contract/common";
import type { AliasFigures, ArmFigures } from "./arm-figures";
import styles from "./canary-panel.module.css";
import { WINDOW_WORDS } from "./window-words";

/** Below this many requests in an arm a difference is not shown: it would be luck. */
const FEWEST_TO_COMPARE = 20;
/** Less than this rounds to nothing. */
const SMALLEST_POINTS = 0.05;
/** Percentage points of failures that make the difference stand out. */
const NOTABLE_POINTS = 1;

/** Canary beside stable over the window: failures, p95 and first token, with the difference in words. */
export function ArmComparison({ figures, window }: { readonly figures: AliasFigures; readonly window: Window }) {
  const { stable, canary } = figures;
  const isComparable =
    stable !== null && canary !== null && Math.min(stable.requests, canary.requests) >= FEWEST_TO_COMPARE;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">In {WINDOW_WORDS[window]}</th>
          <th scope="col">stable</th>
          <th scope="col">canary</th>
          <th scope="col">difference</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Failed</th>
          <td>{formatPercent(stable?.failedPercent ?? null)}</td>
          <td>{formatPercent(canary?.failedPercent ?? null)}</td>
          <td>{isComparable ? <PointDifference stable={stable} canary={canary} /> : <TooFew />}</td>
        </tr>
        <LatencyRow name="p95" of={(arm) => arm.latencyMs} stable={stable} canary={canary} />
        <LatencyRow name="First token p95" of={(arm) => arm.firstTokenMs} stable={stable} canary={canary} />
        <tr>
          <th scope="row">n</th>
          <td>{formatCount(stable?.requests ?? 0)}</td>
          <td>{formatCount(canary?.requests ?? 0)}</td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

function PointDifference({ stable, canary }: { readonly stable: ArmFigures; readonly canary: ArmFigures }) {
  const points = (canary.failedPercent ?? 0) - (stable.failedPercent ?? 0);
  const className = points >= NOTABLE_POINTS ? styles.worse : undefined;
  const text = Math.abs(points) < SMALLEST_POINTS ? "0 pt" : signed(points, (value) => `${value.toFixed(1)} pt`);
  return <span className={className}>{text}</span>;
}

interface LatencyRowProps {
  readonly name: string;
  readonly of: (arm: ArmFigures) => Percentiles;
  readonly stable: ArmFigures | null;
  readonly canary: ArmFigures | null;
}

function LatencyRow({ name, of, stable, canary }: LatencyRowProps) {
  const stableMs = p95Ms(stable, of);
  const canaryMs = p95Ms(canary, of);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{formatDuration(stableMs)}</td>
      <td>{formatDuration(canaryMs)}</td>
      <td>{stableMs !== null && canaryMs !== null ? signed(canaryMs - stableMs, formatDuration) : <TooFew />}</td>
    </tr>
  );
}

function p95Ms(arm: ArmFigures | null, of: LatencyRowProps["of"]): number | null {
  if (arm === null) return null;
  const reading = readPercentile(of(arm), "p95");
  return reading.kind === "value" ? reading.ms : null;
}

function TooFew() {
  return <span className={styles.same}>n too small</span>;
}

function signed(value: number, format: (magnitude: number) => string): string {
  return `${value < 0 ? "−" : "+"}${format(Math.abs(value))}`;
}
