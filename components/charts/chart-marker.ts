import type { ChartMarker } from "@/lib/contract/traffic";

export interface PlacedMarker {
  /** Start of the bucket it falls into, epoch milliseconds. */
  readonly atMs: number;
  readonly at: string;
  readonly label: string;
  readonly kind: ChartMarker["kind"];
  /** Only the newest few are written out; the others are a line each. */
  readonly isLabelled: boolean;
  /** Written to the left of its line, so that it stays inside the chart. */
  readonly isLeft: boolean;
}

const MOST_LABELS = 2;
const MOST_MARKERS = 8;

/** Puts changes onto the buckets of a chart, newest labelled. Markers outside the span are dropped. */
export function placeMarkers(markers: readonly ChartMarker[], times: readonly number[]): PlacedMarker[] {
  const firstMs = times[0];
  const lastMs = times.at(-1);
  if (firstMs === undefined || lastMs === undefined) return [];
  const changes = markers.filter((marker) => marker.kind !== "breaker").slice(-MOST_MARKERS);
  return changes.flatMap((marker, index) => {
    const atMs = times.findLast((timeMs) => timeMs <= Date.parse(marker.at));
    if (atMs === undefined || Date.parse(marker.at) > lastMs + (lastMs - firstMs)) return [];
    return [
      {
        atMs,
        at: marker.at,
        label: marker.label,
        kind: marker.kind,
        isLabelled: index >= changes.length - MOST_LABELS,
        isLeft: atMs > (firstMs + lastMs) / 2,
      },
    ];
  });
}
