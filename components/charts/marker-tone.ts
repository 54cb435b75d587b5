import type { MarkerTone } from "./chart-marker";

interface ToneLook {
  readonly color: string;
  /** Stands at the top of the line: the tones differ without colour. Null where the line carries words. */
  readonly sign: string | null;
  readonly dashes: string;
  /** In the legend. */
  readonly name: string;
}

export const MARKER_LOOKS: Readonly<Record<MarkerTone, ToneLook>> = {
  change: { color: "var(--muted)", sign: null, dashes: "3 3", name: "routing changed" },
  opened: { color: "var(--failing)", sign: "✕", dashes: "1 3", name: "breaker opened" },
  closed: { color: "var(--healthy)", sign: "✓", dashes: "1 3", name: "breaker closed" },
  ordered: { color: "var(--degraded)", sign: "◆", dashes: "1 3", name: "breaker only observing" },
};
