import type { PlacedMarker } from "@/components/charts/chart-marker";
import { errorColor } from "@/components/charts/error-color";
import type { ErrorSeries } from "@/components/charts/error-series";
import { ConsoleLink } from "@/components/ui/console-link";
import { formatCount } from "@/components/ui/format-count";
import { formatPercent } from "@/components/ui/format-percent";
import styles from "./chart-legend.module.css";
import { MarkerLegend } from "./marker-legend";

export interface ErrorLegendProps {
  readonly alias: string;
  readonly route: string | null;
  readonly series: ErrorSeries;
  readonly markers: readonly PlacedMarker[];
}

/** Which colour is which class, how often it came, and the way to its requests. */
export function ErrorLegend({ alias, route, series, markers }: ErrorLegendProps) {
  if (series.attempts === 0) return <p className={styles.legend}>No attempts in this window.</p>;
  return (
    <ul className={styles.legend}>
      {series.totals.length === 0 && (
        <li className={styles.item}>None of {formatCount(series.attempts)} attempts failed.</li>
      )}
      {series.totals.map(({ key, count, percent }) => {
        const content = (
          <>
            <span className={styles.swatch} style={{ background: errorColor(key) }} />
            {key}
            <span className={styles.count}>
              {formatCount(count)} · {formatPercent(percent)}
            </span>
          </>
        );
        const filter = new URLSearchParams({ alias, class: key, ...(route === null ? {} : { route }) });
        return (
          <li key={key}>
            {key === "other" ? (
              <span className={styles.item}>{content}</span>
            ) : (
              <ConsoleLink href={`/requests?${filter}`} className={styles.item}>
                {content}
              </ConsoleLink>
            )}
          </li>
        );
      })}
      <MarkerLegend markers={markers} />
    </ul>
  );
}
