import styles from "./chart-frame.module.css";
import type { PlacedMarker } from "./chart-marker";

/** Writes a change at the top of its line, on the side where there is room. */
export function markerLabel(marker: PlacedMarker) {
  if (!marker.isLabelled) return false as const;
  return {
    value: marker.label,
    position: marker.isLeft ? ("insideTopRight" as const) : ("insideTopLeft" as const),
    offset: 6,
    dy: -22,
    className: styles.axis ?? "",
  };
}
