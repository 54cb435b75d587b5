import type { EvidenceParts } from "@/lib/contract/evidence";
import { DataTable } from "../ui/data-table";
import { formatDuration } from "../ui/format-duration";
import { Timestamp } from "../ui/timestamp";
import styles from "./evidence-report.module.css";

/** Attempts, latencies and errors by route and version. */
export function EvidenceRoutes({ routes }: { readonly routes: EvidenceParts["routes"] }) {
  if (routes.length === 0) return <p className={styles.none}>No provider was called.</p>;
  return (
    <DataTable caption="Figures by route">
      <thead>
        <tr>
          <th scope="col">Route</th>
          {["Version", "Attempts", "Served", "p50", "p95", "p99"].map((name) => (
            <th key={name} scope="col" data-align="end">
              {name}
            </th>
          ))}
          <th scope="col">Errors by class</th>
        </tr>
      </thead>
      <tbody>
        {routes.map((figures) => (
          <tr key={`${figures.route} ${figures.route_version}`}>
            <td>{figures.route}</td>
            <td data-align="end">v{figures.route_version}</td>
            <td data-align="end">{figures.attempts}</td>
            <td data-align="end">{figures.served}</td>
            <td data-align="end">{formatDuration(figures.p50_ms)}</td>
            <td data-align="end">{formatDuration(figures.p95_ms)}</td>
            <td data-align="end">{formatDuration(figures.p99_ms)}</td>
            <td>
              {Object.entries(figures.errors)
                .map(([name, count]) => `${name} ${count}`)
                .join(", ") || "none"}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

/** Moves of the drill cohort and faults, in order of time. */
export function EvidenceChanges({ parts }: { readonly parts: EvidenceParts }) {
  const moves = parts.route_changes.map(({ at, what, took_ms }) => ({
    at,
    what,
    note: took_ms === null ? "" : `took ${formatDuration(took_ms)}`,
  }));
  const faults = parts.faults.map(({ injected_at, route, fault, cleared_because }) => ({
    at: injected_at,
    what: `calls of ${route} met ${fault}`,
    note: cleared_because === null ? "" : `gone: ${cleared_because}`,
  }));
  const rows = [...moves, ...faults].sort((left, right) => (left.at < right.at ? -1 : 1));
  if (rows.length === 0) return <p className={styles.none}>Nothing was moved and nothing was broken.</p>;
  return (
    <DataTable caption="Moves and faults">
      <tbody>
        {rows.map(({ at, what, note }) => (
          <tr key={`${at} ${what}`}>
            <td>
              <Timestamp at={at} precision="millisecond" />
            </td>
            <td>{what}</td>
            <td>{note}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
