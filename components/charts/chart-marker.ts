import type { ChartMarker } from "@/lib/contract/traffic";

/** What a mark is about: a change of the routing, or a breaker that kept traffic off, let it through, or was ordered. */
export const MARKER_TONES = ["change", "opened", "closed", "ordered"] as const;
export type MarkerTone = (typeof MARKER_TONES)[number];

export interface PlacedMarker {
  /** Start of the bucket it falls into, epoch milliseconds. */
  readonly atMs: number;
  readonly at: string;
  readonly label: string;
  readonly tone: MarkerTone;
  /** Only the newest few are written out; the others are a line each. */
  readonly isLabelled: boolean;
  /** Written to the left of its line, so that it stays inside the chart. */
  readonly isLeft: boolean;
}

const MOST_CHANGES = 8;
const MOST_BREAKERS = 24;
/** Two labels closer than this share of the chart would run into each other; the newer one is written. */
const LABEL_WIDTH_SHARE = 0.3;

/**
 * Puts changes and breaker transitions onto the buckets of a chart, oldest first; the newest `mostLabels` changes are
 * labelled. Markers outside the span are dropped, and of very many breaker transitions all but the newest.
 */
export function placeMarkers(
  markers: readonly ChartMarker[],
  times: readonly number[],
  mostLabels: number,
): PlacedMarker[] {
  const firstMs = times[0];
  const lastMs = times.at(-1);
  if (firstMs === undefined || lastMs === undefined) return [];
  const changes = markers.filter((marker) => marker.kind !== "breaker").slice(-MOST_CHANGES);
  const breakers = markers.filter((marker) => marker.kind === "breaker").slice(-MOST_BREAKERS);
  const placed: PlacedMarker[] = [];
  let labels = 0;
  let newerLabelMs = Number.POSITIVE_INFINITY;
  for (const marker of [...changes, ...breakers].toSorted(byTime).toReversed()) {
    const atMs = times.findLast((timeMs) => timeMs <= Date.parse(marker.at));
    if (atMs === undefined) continue;
    const tone = toneOf(marker);
    const isClear = newerLabelMs - atMs >= (lastMs - firstMs) * LABEL_WIDTH_SHARE;
    const isLabelled = tone === "change" && labels < mostLabels && isClear;
    if (isLabelled) {
      labels += 1;
      newerLabelMs = atMs;
    }
    const isLeft = atMs > (firstMs + lastMs) / 2;
    placed.push({ atMs, at: marker.at, label: marker.label, tone, isLabelled, isLeft });
  }
  return placed.reverse();
}

/** What happened in the bucket that starts at `atMs`, oldest first. */
export function markersIn(markers: readonly PlacedMarker[], atMs: number): readonly PlacedMarker[] {
  return markers.filter((marker) => marker.atMs === atMs);
}

function toneOf({ breaker }: ChartMarker): MarkerTone {
  switch (breaker?.state) {
    case undefined:
      return "change";
    case "open":
    case "forced_open":
    case "disabled":
      return "opened";
    case "closed":
      return "closed";
    default:
      return "ordered";
  }
}

function byTime(left: ChartMarker, right: ChartMarker): number {
  return left.at < right.at ? -1 : left.at > right.at ? 1 : 0;
}
