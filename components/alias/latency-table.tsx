import { markersIn, type PlacedMarker } from "@/components/charts/chart-marker";
import type { LatencySeries } from "@/components/charts/latency-series";
import { MarkerNotes } from "@/components/charts/marker-notes";
import { DataTable } from "@/components/ui/data-table";
import { formatCount } from "@/components/ui/format-count";
import { formatDuration } from "@/components/ui/format-duration";
import { Timestamp } from "@/components/ui/timestamp";

/** The lines of "How slow?" as numbers, newest first. */
export function LatencyTable({
  series,
  markers,
}: {
  readonly series: LatencySeries;
  readonly markers: readonly PlacedMarker[];
}) {
  return (
    <DataTable caption="Latency percentiles of stable and canary">
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col" data-align="end">
            Stable p50 · p95 · p99
          </th>
          <th scope="col" data-align="end">
            n
          </th>
          <th scope="col" data-align="end">
            Canary p50 · p95 · p99
          </th>
          <th scope="col" data-align="end">
            n
          </th>
          {markers.length > 0 && <th scope="col">What happened</th>}
        </tr>
      </thead>
      <tbody>
        {series.points.toReversed().map((point) => (
          <tr key={point.atMs}>
            <td>
              <Timestamp at={new Date(point.atMs).toISOString()} />
            </td>
            <td data-align="end">{trio(point.stable_p50, point.stable_p95, point.stable_p99)}</td>
            <td data-align="end">{formatCount(point.stableCount)}</td>
            <td data-align="end">{trio(point.canary_p50, point.canary_p95, point.canary_p99)}</td>
            <td data-align="end">{formatCount(point.canaryCount)}</td>
            {markers.length > 0 && (
              <td>
                <MarkerNotes markers={markersIn(markers, point.atMs)} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function trio(...values: readonly (number | null)[]): string {
  return values.map((value) => formatDuration(value)).join(" · ");
}
