import { markersIn, type PlacedMarker } from "@/components/charts/chart-marker";
import type { ErrorSeries } from "@/components/charts/error-series";
import { MarkerNotes } from "@/components/charts/marker-notes";
import { DataTable } from "@/components/ui/data-table";
import { formatCount } from "@/components/ui/format-count";
import { formatPercent } from "@/components/ui/format-percent";
import { Timestamp } from "@/components/ui/timestamp";

/** The bars of "What fails?" as numbers, newest first. */
export function ErrorTable({
  series,
  markers,
}: {
  readonly series: ErrorSeries;
  readonly markers: readonly PlacedMarker[];
}) {
  const keys = series.totals.map((total) => total.key);
  return (
    <DataTable caption="Error classes as shares of attempts">
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col" data-align="end">
            Attempts
          </th>
          {keys.map((key) => (
            <th key={key} scope="col" data-align="end">
              {key}
            </th>
          ))}
          {markers.length > 0 && <th scope="col">What happened</th>}
        </tr>
      </thead>
      <tbody>
        {series.bars.toReversed().map((bar) => (
          <tr key={bar.atMs}>
            <td>
              <Timestamp at={new Date(bar.atMs).toISOString()} />
            </td>
            <td data-align="end">{formatCount(bar.attempts)}</td>
            {keys.map((key) => (
              <td key={key} data-align="end">
                {bar.attempts === 0 ? "–" : formatPercent(bar.shares[key] ?? 0)}
              </td>
            ))}
            {markers.length > 0 && (
              <td>
                <MarkerNotes markers={markersIn(markers, bar.atMs)} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
