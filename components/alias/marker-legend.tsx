import { MARKER_TONES, type PlacedMarker } from "@/components/charts/chart-marker";
import { MARKER_LOOKS } from "@/components/charts/marker-tone";
import styles from "./chart-legend.module.css";

/** Legend entries for the marks that are on the chart, and how many of each. */
export function MarkerLegend({ markers }: { readonly markers: readonly PlacedMarker[] }) {
  return MARKER_TONES.flatMap((tone) => {
    const count = markers.filter((marker) => marker.tone === tone).length;
    if (count === 0) return [];
    const { color, sign, name } = MARKER_LOOKS[tone];
    return [
      <li key={tone} className={styles.item}>
        <span className={styles.sign} style={{ color }} aria-hidden>
          {sign ?? "┆"}
        </span>
        {name}
        <span className={styles.count}>{count}</span>
      </li>,
    ];
  });
}
