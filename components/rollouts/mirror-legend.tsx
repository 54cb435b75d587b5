import styles from "../alias/chart-legend.module.css";
import { MarkerLegend } from "../alias/marker-legend";
import type { PlacedMarker } from "../charts/chart-marker";

export interface MirrorLegendProps {
  /** Each arm's figure over the whole window, printed. */
  readonly stable: string;
  readonly canary: string;
  readonly markers: readonly PlacedMarker[];
}

/** Which direction is which arm, with its figure over the whole window. */
export function MirrorLegend({ stable, canary, markers }: MirrorLegendProps) {
  return (
    <ul className={styles.legend}>
      <li className={styles.item}>
        <span className={styles.line} style={{ color: "var(--stable)" }} />
        stable, upwards <span className={styles.count}>{stable}</span>
      </li>
      <li className={styles.item}>
        <span className={`${styles.line} ${styles.dashed}`} style={{ color: "var(--canary)" }} />
        canary, downwards <span className={styles.count}>{canary}</span>
      </li>
      <MarkerLegend markers={markers} />
    </ul>
  );
}
