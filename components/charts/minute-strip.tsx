import { formatCount } from "@/components/ui/format-count";
import type { AliasSummary } from "@/lib/contract/overview";
import styles from "./minute-strip.module.css";

type Minute = AliasSummary["strip"][number];

const MINUTES = 60;
const SLOT_WIDTH = 4;
const BAR_WIDTH = 3;
const HEIGHT = 22;
const SHORTEST_BAR = 3;
/** Traffic alone reaches this high; what failed stands on top of it. */
const TRAFFIC_HEIGHT = 13;
/** The share of failures at which a bar reaches the top. */
const TALLEST_AT_SHARE = 0.2;

/** The last sixty minutes of an alias: height is traffic with its failures on top, colour is health, no traffic a gap. */
export function MinuteStrip({ minutes }: { readonly minutes: AliasSummary["strip"] }) {
  const most = Math.max(0, ...minutes.map((minute) => minute.requests));
  if (most === 0) return <span className={styles.none}>no traffic in this hour</span>;
  const offset = MINUTES - minutes.length;
  return (
    <svg
      className={styles.strip}
      viewBox={`0 0 ${MINUTES * SLOT_WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={stripSummary(minutes, most)}
    >
      {minutes.map((minute, index) => {
        const height = barHeight(minute, most);
        return (
          <rect
            key={minute.at}
            className={styles[minute.status]}
            x={(offset + index) * SLOT_WIDTH}
            y={HEIGHT - height}
            width={BAR_WIDTH}
            height={height}
          />
        );
      })}
    </svg>
  );
}

function barHeight({ requests, failed }: Minute, most: number): number {
  if (requests === 0) return 1;
  const traffic = SHORTEST_BAR + (TRAFFIC_HEIGHT - SHORTEST_BAR) * (requests / most);
  const failures = (HEIGHT - TRAFFIC_HEIGHT) * Math.min(1, failed / requests / TALLEST_AT_SHARE);
  return Math.round((traffic + failures) * 10) / 10;
}

function stripSummary(minutes: AliasSummary["strip"], most: number): string {
  const count = (status: string) => minutes.filter((minute) => minute.status === status).length;
  const parts = [
    `${count("healthy")} healthy minutes`,
    count("degraded") ? `${count("degraded")} degraded` : "",
    count("failing") ? `${count("failing")} failing` : "",
    count("no_data") ? `${count("no_data")} without traffic` : "",
  ];
  return `Last 60 minutes: ${parts.filter(Boolean).join(", ")}; up to ${formatCount(most)} requests a minute`;
}
