"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { QueryState } from "@/components/query-state";
import { DataTable } from "@/components/ui/data-table";
import { formatDuration } from "@/components/ui/format-duration";
import { formatPercent, percentOf } from "@/components/ui/format-percent";
import { Panel } from "@/components/ui/panel";
import { readPercentile } from "@/components/ui/read-percentile";
import { openDialog } from "@/lib/client/dialogs";
import { canaryQuery, trafficQuery } from "@/lib/client/queries";
import { useWindow } from "@/lib/client/use-view";
import type { RouteHealth } from "@/lib/contract/canary";
import type { TrafficFigures } from "@/lib/contract/traffic";
import { BreakerBadge } from "./breaker-badge";
import { readBreaker } from "./breaker-state";
import { FailureDifferences } from "./failure-differences-list";
import styles from "./routes-panel.module.css";

/** The candidates of the alias in the order tried, how they do, and whether their breakers let traffic through. */
export function RoutesPanel({ alias }: { readonly alias: string }) {
  const [window] = useWindow();
  const query = useQuery(canaryQuery(alias));
  const { data: traffic } = useQuery(trafficQuery(alias, window, ["route"]));
  return (
    <QueryState query={query} subject="The routes" skeleton={<Skeleton height={330} radius={10} />}>
      {(canary) => (
        <Panel title="Routes" note="in the order tried" isFlush>
          <DataTable caption="Routes of the alias">
            <thead>
              <tr>
                <th scope="col">Route</th>
                <th scope="col" data-align="end">
                  Failed
                </th>
                <th scope="col" data-align="end">
                  p95
                </th>
                <th scope="col">Breaker</th>
              </tr>
            </thead>
            <tbody>
              {canary.routes.map((route) => (
                <RouteRow
                  key={`${route.position}:${route.route}`}
                  alias={alias}
                  health={route}
                  figures={traffic?.groups.find((group) => group.route === route.route)?.totals ?? null}
                />
              ))}
            </tbody>
          </DataTable>
          <FailureDifferences alias={alias} />
        </Panel>
      )}
    </QueryState>
  );
}

interface RouteRowProps {
  readonly alias: string;
  readonly health: RouteHealth;
  readonly figures: TrafficFigures | null;
}

function RouteRow({ alias, health, figures }: RouteRowProps) {
  const latency = figures === null ? null : readPercentile(figures.latency_ms, "p95");
  return (
    <tr>
      <td className={styles.route}>
        <code>{health.route}</code>
        <RouteNote health={health} />
      </td>
      <td data-align="end">
        {formatPercent(figures === null ? null : percentOf(figures.failed_attempts, figures.attempts))}
      </td>
      <td data-align="end">
        {latency?.kind === "value"
          ? formatDuration(latency.ms)
          : latency?.kind === "too_few"
            ? `n=${latency.count}`
            : "–"}
      </td>
      <td>
        <button
          type="button"
          className={styles.breaker}
          aria-haspopup="dialog"
          title={`Give orders to the breaker of ${health.route}`}
          onClick={() => openDialog({ kind: "breaker", alias, route: health.route })}
        >
          <BreakerBadge health={health} />
          <span className={styles.order}>Change…</span>
        </button>
      </td>
    </tr>
  );
}

/** What is wrong with the route, or else what it is. */
function RouteNote({ health }: { readonly health: RouteHealth }) {
  const { detail } = readBreaker(health, null);
  const text = detail ?? `${health.provider} ${health.provider_model}`;
  return (
    <span className={styles.what} title={text}>
      {health.position} · {text}
    </span>
  );
}
