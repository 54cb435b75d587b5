import type { PlacedMarker } from "@/components/charts/chart-marker";
import { formatDuration } from "@/components/ui/format-duration";
import { type PercentileName, readPercentile } from "@/components/ui/read-percentile";
import type { AliasFigures, Arm, ArmFigures } from "./arm-figures";
import styles from "./chart-legend.module.css";
import { MarkerLegend } from "./marker-legend";

export interface LatencyLegendProps {
  readonly figures: AliasFigures;
  readonly hasCanary: boolean;
  readonly objectiveMs: number | null;
  readonly markers: readonly PlacedMarker[];
}

const NAMES: readonly PercentileName[] = ["p50", "p95", "p99"];

/** Which line is which arm, and its percentiles over the whole window. */
export function LatencyLegend({ figures, hasCanary, objectiveMs, markers }: LatencyLegendProps) {
  return (
    <ul className={styles.legend}>
      <ArmLegend arm="stable" figures={figures.stable} />
      {hasCanary && <ArmLegend arm="canary" figures={figures.canary} />}
      {objectiveMs !== null && (
        <li className={styles.item}>
          <span className={`${styles.line} ${styles.dashed}`} style={{ color: "var(--degraded)" }} />
          objective p95 {formatDuration(objectiveMs)}
        </li>
      )}
      <MarkerLegend markers={markers} />
    </ul>
  );
}

function ArmLegend({ arm, figures }: { readonly arm: Arm; readonly figures: ArmFigures | null }) {
  return (
    <li className={styles.item}>
      <span
        className={arm === "canary" ? `${styles.line} ${styles.dashed}` : styles.line}
        style={{ color: `var(--${arm})` }}
      />
      {arm}
      <span className={styles.count}>{figures === null ? "no requests" : percentilesText(figures)}</span>
    </li>
  );
}

function percentilesText(figures: ArmFigures): string {
  return NAMES.map((name) => {
    const reading = readPercentile(figures.latencyMs, name);
    return reading.kind === "value" ? formatDuration(reading.ms) : `${name} n too small`;
  }).join(" · ");
}
