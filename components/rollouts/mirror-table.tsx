import type { MirrorPoint } from "../charts/mirror-series";
import { DataTable } from "../ui/data-table";
import { formatCount } from "../ui/format-count";
import { Timestamp } from "../ui/timestamp";

export interface MirrorTableProps {
  readonly points: readonly MirrorPoint[];
  readonly what: string;
  readonly print: (value: number) => string;
}

/** The bars as numbers, newest first. */
export function MirrorTable({ points, what, print }: MirrorTableProps) {
  const value = (of: number | null) => (of === null ? "–" : print(of));
  return (
    <DataTable caption={`Stable and canary: ${what}`}>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col" data-align="end">
            Stable
          </th>
          <th scope="col" data-align="end">
            n
          </th>
          <th scope="col" data-align="end">
            Canary
          </th>
          <th scope="col" data-align="end">
            n
          </th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map(({ atMs, stable, canary, stableCount, canaryCount }) => (
          <tr key={atMs}>
            <td>
              <Timestamp at={new Date(atMs).toISOString()} />
            </td>
            <td data-align="end">{value(stable)}</td>
            <td data-align="end">{formatCount(stableCount)}</td>
            <td data-align="end">{value(canary)}</td>
            <td data-align="end">{formatCount(canaryCount)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
