"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { QueryState } from "@/components/query-state";
import { Chain } from "@/components/requests/chain";
import { shortTraceId } from "@/components/requests/trace-id";
import { ConsoleLink } from "@/components/ui/console-link";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDuration } from "@/components/ui/format-duration";
import { Panel } from "@/components/ui/panel";
import { Timestamp } from "@/components/ui/timestamp";
import { failureExamplesQuery } from "@/lib/client/queries";
import type { RequestRow } from "@/lib/contract/requests";
import styles from "./failure-examples.module.css";

/** The latest requests that failed or needed a fallback, each with its whole chain. */
export function FailureExamples({ alias }: { readonly alias: string }) {
  const query = useQuery(failureExamplesQuery(alias));
  return (
    <QueryState query={query} subject="Example failures" skeleton={<Skeleton height={220} radius={10} />}>
      {(rows) => (
        <Panel title="Which requests, for example?" note="open one to see every decision" isFlush>
          {rows.length === 0 ? (
            <EmptyState title="No request failed and none needed a fallback.">
              When one does, its chain of attempts stands here.
            </EmptyState>
          ) : (
            <ExampleTable rows={rows} />
          )}
        </Panel>
      )}
    </QueryState>
  );
}

function ExampleTable({ rows }: { readonly rows: readonly RequestRow[] }) {
  return (
    <DataTable caption="Latest requests that failed or needed a fallback">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col" className={styles.desktop}>
            Request
          </th>
          <th scope="col">Chain</th>
          <th scope="col" className={styles.desktop}>
            Outcome
          </th>
          <th scope="col" data-align="end">
            Latency
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.trace_id}>
            <td>
              <Timestamp at={row.started_at} />
            </td>
            <td className={styles.desktop}>
              <RequestLink traceId={row.trace_id} alias={row.app_model_alias} />
            </td>
            <td className={styles.chain}>
              <ConsoleLink href={requestHref(row.trace_id, row.app_model_alias)}>
                <Chain attempts={row.attempts} />
              </ConsoleLink>
            </td>
            <td className={styles.desktop}>
              <span className={row.state === "failed" ? styles.failed : undefined}>{row.reason_code ?? row.state}</span>
            </td>
            <td data-align="end">{formatDuration(row.latency_ms)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function RequestLink({ traceId, alias }: { readonly traceId: string; readonly alias: string }) {
  return (
    <ConsoleLink href={requestHref(traceId, alias)} className="mono">
      {shortTraceId(traceId)}
    </ConsoleLink>
  );
}

function requestHref(traceId: string, alias: string): string {
  return `/requests?${new URLSearchParams({ alias, req: traceId })}`;
}
