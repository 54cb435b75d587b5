import type { RequestDetail } from "@/lib/contract/requests";
import { formatDuration } from "../ui/format-duration";
import styles from "./attempt-waterfall.module.css";
import { type WaterfallRow, type WaterfallTick, waterfallLayout } from "./waterfall-layout";

export interface AttemptWaterfallProps {
  readonly detail: RequestDetail;
  /** Epoch milliseconds the data was read at: where the bar of a running attempt ends. */
  readonly readAtMs: number;
}

/** From here on a label would reach over the end of the axis. */
const LAST_LABEL_PERCENT = 92;

/** Every attempt and every candidate never called on one time axis, with what the engine decided after each. */
export function AttemptWaterfall({ detail, readAtMs }: AttemptWaterfallProps) {
  const { rows, ticks } = waterfallLayout(detail, readAtMs);
  const hasFirstToken = rows.some((row) => row.span?.firstTokenPercent != null);
  return (
    <div className={styles.waterfall}>
      <div className={styles.axis} aria-hidden="true">
        <span className={styles.axisTrack}>
          {ticks.map((tick) => (
            <span
              key={tick.percent}
              className={
                tick.percent > LAST_LABEL_PERCENT ? `${styles.tickLabel} ${styles.lastLabel}` : styles.tickLabel
              }
              style={{ left: `${tick.percent}%` }}
            >
              {tick.label}
            </span>
          ))}
        </span>
        <span className={styles.axisHead}>Ended</span>
        <span className={styles.axisHead}>HTTP</span>
        <span className={styles.axisHead}>Then</span>
      </div>
      <ol>
        {rows.map((row) => (
          <li key={row.n} className={`${styles.row} ${styles[row.tone]}`}>
            <span className={styles.name}>
              <span className={styles.number}>{row.n}</span>
              <b>{row.route}</b>
              {row.purpose !== "primary" && <span className={styles.purpose}>{row.purpose}</span>}
            </span>
            {row.span === null ? <NeverCalled row={row} /> : <Called row={row} ticks={ticks} />}
          </li>
        ))}
      </ol>
      {hasFirstToken && (
        <p className={styles.legend}>
          <span className={styles.legendTick} aria-hidden="true" /> first token; lighter before it
        </p>
      )}
    </div>
  );
}

function Called({ row, ticks }: { readonly row: WaterfallRow; readonly ticks: readonly WaterfallTick[] }) {
  return (
    <>
      <Track row={row} ticks={ticks} />
      <span className={styles.ending}>
        {row.ending}
        {row.attempt.detail && <span className={styles.detail}> {row.attempt.detail.replaceAll("_", " ")}</span>}
      </span>
      <span className={styles.status} data-absent={row.attempt.http_status === null}>
        {row.attempt.http_status ?? "–"}
      </span>
      <span className={styles.decision}>{row.decision}</span>
    </>
  );
}

function NeverCalled({ row }: { readonly row: WaterfallRow }) {
  return (
    <span className={styles.never}>
      <span className={styles.dash} aria-hidden="true" />
      {row.decision}
    </span>
  );
}

function Track({ row, ticks }: { readonly row: WaterfallRow; readonly ticks: readonly WaterfallTick[] }) {
  if (row.span === null) return null;
  const { startPercent, widthPercent, firstTokenPercent } = row.span;
  const endPercent = startPercent + widthPercent;
  // The time label stands on whichever side of the bar has room for it.
  const isLabelBefore = endPercent > 72 && startPercent > 28;
  const isLabelInside = endPercent > 72 && !isLabelBefore;
  const labelStyle = isLabelBefore
    ? { right: `calc(${100 - startPercent}% + 6px)` }
    : { left: isLabelInside ? `calc(${startPercent}% + 7px)` : `calc(${endPercent}% + 6px)` };
  return (
    <span className={styles.track}>
      {ticks.map((tick) => (
        <span key={tick.percent} className={styles.gridline} style={{ left: `${tick.percent}%` }} />
      ))}
      <span className={styles.bar} style={{ left: `${startPercent}%`, width: `${widthPercent}%` }} />
      {firstTokenPercent !== null && (
        <>
          <span
            className={styles.streaming}
            style={{ left: `${firstTokenPercent}%`, width: `${Math.max(0, endPercent - firstTokenPercent)}%` }}
          />
          <span
            className={styles.firstToken}
            style={{ left: `${firstTokenPercent}%` }}
            title={`First token after ${formatDuration(row.attempt.time_to_first_token_ms)}`}
          />
        </>
      )}
      <span className={isLabelInside ? `${styles.timing} ${styles.inside}` : styles.timing} style={labelStyle}>
        {row.timing}
      </span>
    </span>
  );
}
