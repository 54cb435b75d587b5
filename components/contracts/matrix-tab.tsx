"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { probesQuery } from "@/lib/client/contract-queries";
import type { MatrixCell, ProbeList } from "@/lib/contract/probe";
import { QueryState } from "../query-state";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { StatusBadge } from "../ui/status-badge";
import type { StatusKind } from "../ui/status-shape";
import styles from "./matrix-tab.module.css";

/** Contract rows against routes: what the worksheet claims, and whether the last probes still found it so. */
export function MatrixTab() {
  const query = useQuery(probesQuery());
  return (
    <QueryState query={query} subject="The matrix" skeleton={<Skeleton height={480} radius={10} />}>
      {(list) => (
        <>
          <DriftPanel drift={list.drift} />
          <Panel title="Does each contract still hold?" note="last probe run of each route" isFlush>
            {list.columns.length === 0 ? <EmptyState title="No route uses a provider." /> : <Matrix list={list} />}
          </Panel>
        </>
      )}
    </QueryState>
  );
}

function Matrix({ list }: { readonly list: ProbeList }) {
  return (
    <DataTable caption="Contract rows by route and endpoint">
      <thead>
        <tr>
          <th scope="col">Contract row</th>
          {list.columns.map(({ route, spoken }) => (
            <th key={`${route} ${spoken}`} scope="col">
              {route} <span className={styles.endpoint}>{spoken}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {list.matrix.map((row) => (
          <tr key={row.row}>
            <th scope="row" className={styles.label}>
              {row.label}
            </th>
            {row.cells.map((cell) => (
              <td key={`${cell.route} ${cell.spoken}`} className={styles.cell}>
                <Cell cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

const PROBE_STATUS: Readonly<Record<MatrixCell["probes"], readonly [StatusKind, string]>> = {
  passed: ["healthy", "Holds"],
  failed: ["failing", "Broken"],
  unanswered: ["degraded", "No answer"],
  not_run: ["no_data", "Not probed"],
  no_probe: ["no_data", "No probe"],
};

function Cell({ cell }: { readonly cell: MatrixCell }) {
  const [status, label] = PROBE_STATUS[cell.probes];
  const [first, ...others] = cell.failed_checks;
  return (
    <>
      <StatusBadge status={status} label={label} />
      <span className={styles.quiet}>{cell.state}</span>
      {first !== undefined && (
        <span className={styles.failed} title={cell.failed_checks.join("\n")}>
          expected {first}
          {others.length > 0 && ` and ${others.length} more`}
        </span>
      )}
    </>
  );
}

function DriftPanel({ drift }: { readonly drift: ProbeList["drift"] }) {
  if (drift.length === 0) return null;
  return (
    <div className={styles.drift}>
      <Panel title="What changed since the last run that passed?" isFlush>
        <DataTable caption="Fields the gateway reads that are gone or of another type">
          <thead>
            <tr>
              <th scope="col">Route</th>
              <th scope="col">Where</th>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">Now</th>
            </tr>
          </thead>
          <tbody>
            {drift.map(({ route, endpoint, probe, field, before, now }) => (
              <tr key={`${route} ${endpoint} ${probe} ${field}`}>
                <td>
                  <code>{route}</code>
                </td>
                <td>{endpoint}</td>
                <td>
                  <code>{field}</code>
                </td>
                <td>{before}</td>
                <td>{now === null ? <StatusBadge status="failing" label="Gone" /> : now}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Panel>
    </div>
  );
}
