import styles from "./chart-frame.module.css";
import type { PlacedMarker } from "./chart-marker";
import { MARKER_LOOKS } from "./marker-tone";

const MOST_NOTES = 4;

/** What happened in one bucket, in words: for tooltips and for the table of a chart. */
export function MarkerNotes({ markers }: { readonly markers: readonly PlacedMarker[] }) {
  if (markers.length === 0) return null;
  const more = markers.length - MOST_NOTES;
  return (
    <ul className={styles.notes}>
      {markers.slice(0, MOST_NOTES).map(({ at, label, tone }) => (
        <li key={`${at}:${label}`}>
          <span aria-hidden style={{ color: MARKER_LOOKS[tone].color }}>
            {MARKER_LOOKS[tone].sign ?? "┆"}
          </span>
          {label}
        </li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}
