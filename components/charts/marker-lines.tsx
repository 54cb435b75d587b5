import { ReferenceLine } from "recharts";
import styles from "./chart-frame.module.css";
import type { PlacedMarker } from "./chart-marker";
import { MARKER_LOOKS } from "./marker-tone";

/** A line for each change and breaker transition: changes with their words, breakers with a sign at the top. */
export function MarkerLines({ markers }: { readonly markers: readonly PlacedMarker[] }) {
  return markers.map((marker) => {
    const { color, dashes } = MARKER_LOOKS[marker.tone];
    return (
      <ReferenceLine
        key={`${marker.at}:${marker.label}`}
        x={marker.atMs}
        stroke={color}
        strokeDasharray={dashes}
        label={markerLabel(marker)}
      />
    );
  });
}

/** Words go at the top of their line, on the side where there is room. */
function markerLabel(marker: PlacedMarker) {
  const { sign, color } = MARKER_LOOKS[marker.tone];
  if (sign !== null) return { value: sign, position: "insideTop" as const, offset: 0, fontSize: 10, fill: color };
  if (!marker.isLabelled) return false as const;
  return {
    value: marker.label,
    position: marker.isLeft ? ("insideTopRight" as const) : ("insideTopLeft" as const),
    offset: 6,
    dy: -22,
    className: styles.axis ?? "",
  };
}
