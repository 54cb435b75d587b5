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

const MOST_MARKERS = 8;
/** Two labels closer than this share of the chart would run into each other; the newer one is written. */
const LABEL_WIDTH_SHARE = 0.3;

/** Puts changes onto the buckets of a chart, the newest `mostLabels` labelled. Markers outside the span are dropped. */
export function placeMarkers(
  markers: readonly ChartMarker[],
  times: readonly number[],
  mostLabels: number,
): PlacedMarker[] {
  const firstMs = times[0];
  const lastMs = times.at(-1);
  if (firstMs === undefined || lastMs === undefined) return [];
  const placed: PlacedMarker[] = [];
  let labels = 0;
  let newerLabelMs = Number.POSITIVE_INFINITY;
  const changes = markers.filter((marker) => marker.kind !== "breaker").slice(-MOST_MARKERS);
  for (const { at, kind, label } of changes.toReversed()) {
    const atMs = times.findLast((timeMs) => timeMs <= Date.parse(at));
    if (atMs === undefined) continue;
    const isClear = newerLabelMs - atMs >= (lastMs - firstMs) * LABEL_WIDTH_SHARE;
    const isLabelled = labels < mostLabels && isClear;
    if (isLabelled) {
      labels += 1;
      newerLabelMs = atMs;
    }
    placed.push({ atMs, at, label, kind, isLabelled, isLeft: atMs > (firstMs + lastMs) / 2 });
  }
  return placed.reverse();
}
