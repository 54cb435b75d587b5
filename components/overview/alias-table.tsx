import { MinuteStrip } from "@/components/charts/minute-strip";
import { ConsoleLink } from "@/components/ui/console-link";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDuration } from "@/components/ui/format-duration";
import { formatPercent, formatSetPercent } from "@/components/ui/format-percent";
import { formatRate } from "@/components/ui/format-rate";
import { LiveStatusBadge } from "@/components/ui/live-status-badge";
import { readPercentile } from "@/components/ui/read-percentile";
import { VersionLink } from "@/components/ui/version-link";
import type { AliasSummary } from "@/lib/contract/overview";
import styles from "./alias-table.module.css";

export interface AliasTableProps {
  readonly aliases: readonly AliasSummary[];
  /** With the owner, the latency objective and the rollback target. */
  readonly isFull?: boolean;
}

/** Every alias in one row: health, traffic, failures now and normally, p95, the canary's set and measured share. */
export function AliasTable({ aliases, isFull = false }: AliasTableProps) {
  if (aliases.length === 0) {
    return <EmptyState title="No alias is configured.">Name one under aliases in the configuration file.</EmptyState>;
  }
  return (
    <div className={styles.table}>
      <DataTable caption="Aliases, worst first">
        <thead>
          <tr>
            <th scope="col">Alias</th>
            {isFull && <th scope="col">Owner</th>}
            <th scope="col">Status</th>
            <th scope="col" data-align="end">
              Req/s
            </th>
            <th scope="col" data-align="end">
              Failed, normal
            </th>
            <th scope="col" data-align="end">
              {isFull ? "p95 / objective" : "p95"}
            </th>
            <th scope="col" data-align="end">
              Canary actual / set
            </th>
            {isFull && (
              <th scope="col" data-align="end">
                Rolls back to
              </th>
            )}
            <th scope="col">Last 60 minutes</th>
          </tr>
        </thead>
        <tbody>
          {aliases.map((summary) => (
            <AliasRow key={summary.alias} summary={summary} isFull={isFull} />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function AliasRow({ summary, isFull }: { readonly summary: AliasSummary; readonly isFull: boolean }) {
  return (
    <tr>
      <td className={styles.cellName}>
        <ConsoleLink href={`/aliases/${encodeURIComponent(summary.alias)}`} className={styles.name}>
          {summary.alias}
        </ConsoleLink>
      </td>
      {isFull && <td className={`${styles.cellOwner} ${styles.owner}`}>{summary.owner}</td>}
      <td className={styles.cellStatus}>
        <LiveStatusBadge status={summary.status} />
      </td>
      <td data-align="end" data-label="Req/s">
        {formatRate(summary.requests_per_second)}
      </td>
      <td data-align="end" data-label="Failed, normal">
        <span className={summary.status === "failing" ? styles.failing : undefined}>
          {formatPercent(summary.failed_percent)}
        </span>{" "}
        <span className={styles.faint}>{formatPercent(summary.failed_percent_before)}</span>
      </td>
      <td data-align="end" data-label="p95">
        <LatencyCell summary={summary} />
        {isFull && summary.latency_objective_ms !== null && (
          <span className={styles.faint}> / {formatDuration(summary.latency_objective_ms)}</span>
        )}
      </td>
      <td data-align="end" data-label="Canary">
        <CanaryCell canary={summary.canary} />
      </td>
      {isFull && (
        <td data-align="end" className={styles.cellOwner}>
          {summary.rollback_to === null ? (
            <span className={styles.faint}>–</span>
          ) : (
            <VersionLink version={summary.rollback_to} />
          )}
        </td>
      )}
      <td className={`${styles.cellStrip} ${styles.strip}`}>
        <MinuteStrip minutes={summary.strip} />
      </td>
    </tr>
  );
}

function LatencyCell({ summary }: { readonly summary: AliasSummary }) {
  const reading = readPercentile(summary.latency_ms, "p95");
  if (reading.kind === "none") return <span className={styles.faint}>–</span>;
  if (reading.kind === "too_few") return <span className={styles.faint}>n={reading.count}</span>;
  const isSlow = summary.latency_objective_ms !== null && reading.ms > summary.latency_objective_ms;
  return <span className={isSlow ? styles.slow : undefined}>{formatDuration(reading.ms)}</span>;
}

function CanaryCell({ canary }: { readonly canary: AliasSummary["canary"] }) {
  if (canary === null) return <span className={styles.faint}>–</span>;
  return (
    <>
      {formatPercent(canary.actual_percent)}{" "}
      <span className={styles.faint}>/ {formatSetPercent(canary.set_percent)}</span>
    </>
  );
}
