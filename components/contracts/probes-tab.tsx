"use client";

import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { OrderFailure } from "@/components/alias/order-failure";
import { useSession } from "@/components/shell/session-context";
import { announce } from "@/lib/client/announce";
import { probesQuery, runProbesMutation } from "@/lib/client/contract-queries";
import { whyNotAllowed } from "@/lib/client/permissions";
import type { ProbeList, ProbeRun } from "@/lib/contract/probe";
import { QueryState } from "../query-state";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { StatusBadge } from "../ui/status-badge";
import type { StatusKind } from "../ui/status-shape";
import { Timestamp } from "../ui/timestamp";
import type { ContractsUrlState } from "./contracts-url";
import { ProbeResults } from "./probe-results";
import { ProbeScheduleForm } from "./probe-schedule-form";
import styles from "./probes-tab.module.css";

export interface ProbesTabProps {
  readonly state: ContractsUrlState;
  readonly onChange: (next: Partial<ContractsUrlState>) => void;
}

/** The last probe run of each route, what it found, and when the next one comes. */
export function ProbesTab({ state, onChange }: ProbesTabProps) {
  const query = useQuery(probesQuery());
  return (
    <QueryState query={query} subject="The probes" skeleton={<Skeleton height={480} radius={10} />}>
      {(list) => <Probes list={list} state={state} onChange={onChange} />}
    </QueryState>
  );
}

function Probes({ list, state, onChange }: ProbesTabProps & { readonly list: ProbeList }) {
  const { principal } = useSession();
  const run = useMutation({
    ...runProbesMutation(),
    onSuccess: ({ runs }) => announce(`Probing ${runs.map(({ route }) => route).join(", ")}`),
  });
  const notAllowed = whyNotAllowed(principal, "probe.run");
  const routes = [...new Set(list.columns.map(({ route }) => route))];
  const shown = list.last_runs.find(({ route }) => route === state.route) ?? null;
  return (
    <div className={styles.stack}>
      <Panel
        title="What did the last probes find?"
        isFlush
        note={notAllowed ?? "real calls, recorded as probes, outside the traffic figures"}
        actions={
          notAllowed === null && (
            <Button size="compact-sm" className={styles.order} loading={run.isPending} onClick={() => run.mutate(null)}>
              Probe all routes
            </Button>
          )
        }
      >
        {run.error !== null && (
          <div className={styles.failure}>
            <OrderFailure error={run.error} />
          </div>
        )}
        {routes.length === 0 ? (
          <EmptyState title="The active version names no route." />
        ) : (
          <DataTable caption="Last probe run of each route" stacks>
            <thead>
              <tr>
                <th scope="col">Route</th>
                <th scope="col">Result</th>
                <th scope="col">When</th>
                <th scope="col">By</th>
                <th scope="col" data-align="end">
                  Orders
                </th>
              </tr>
            </thead>
            <tbody>
              {routes.map((route) => (
                <RunRow
                  key={route}
                  route={route}
                  run={list.last_runs.find((one) => one.route === route) ?? null}
                  isShown={shown?.route === route}
                  onRun={notAllowed === null ? () => run.mutate(route) : null}
                  onShow={(isShown) => onChange({ route: isShown ? route : null })}
                />
              ))}
            </tbody>
          </DataTable>
        )}
      </Panel>
      {shown !== null && <ProbeResults run={shown} />}
      <ProbeScheduleForm schedule={list.schedule} notAllowed={notAllowed} />
      <Panel title="What is probed?" note={`${list.definitions.length} probes, each on every endpoint`} isFlush>
        <DataTable caption="Probes and what they look at" stacks>
          <thead>
            <tr>
              <th scope="col">Probe</th>
              <th scope="col">Expects</th>
              <th scope="col">Looks at</th>
            </tr>
          </thead>
          <tbody>
            {list.definitions.map(({ probe, label, expects, checks, is_streamed_too: isStreamed }) => (
              <tr key={probe}>
                <td className={styles.probe}>
                  {label}
                  {isStreamed && <span className={styles.quiet}> · streamed too</span>}
                </td>
                <td className={styles.nowrap} data-label="Expects">
                  {expects.replaceAll("_", " ")}
                </td>
                <td className={styles.wide} data-label="Looks at">
                  {checks.join("; ")}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Panel>
    </div>
  );
}

const RUN_STATUS: Readonly<Record<ProbeRun["state"], StatusKind>> = {
  running: "waiting",
  passed: "healthy",
  failed: "failing",
  interrupted: "no_data",
};

interface RunRowProps {
  readonly route: string;
  readonly run: ProbeRun | null;
  readonly isShown: boolean;
  /** Null for somebody who may not. */
  readonly onRun: (() => void) | null;
  readonly onShow: (isShown: boolean) => void;
}

function RunRow({ route, run, isShown, onRun, onShow }: RunRowProps) {
  const isRunning = run?.state === "running";
  return (
    <tr>
      <td>
        <code>{route}</code>
      </td>
      <td className={styles.nowrap} data-label="Result">
        {run === null ? (
          <StatusBadge status="no_data" label="Never probed" />
        ) : (
          <StatusBadge status={RUN_STATUS[run.state]} label={resultText(run)} />
        )}
      </td>
      <td className={styles.nowrap} data-label={run === null ? undefined : "When"}>
        {run !== null && <Timestamp at={run.started_at} withDay />}
      </td>
      <td data-label={run === null ? undefined : "By"}>{run?.actor}</td>
      <td data-align="end">
        <span className={styles.orders}>
          {run !== null && run.results.length > 0 && (
            <Button
              variant="default"
              size="compact-sm"
              aria-pressed={isShown}
              aria-label={`${isShown ? "Hide results" : "Results"} of ${route}`}
              onClick={() => onShow(!isShown)}
            >
              {isShown ? "Hide results" : "Results"}
            </Button>
          )}
          {onRun !== null && (
            <Button variant="default" size="compact-sm" disabled={isRunning} onClick={onRun}>
              Probe {route}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
}

function resultText({ state, results, planned }: ProbeRun): string {
  const passed = results.filter(({ pass }) => pass).length;
  if (state === "running") return `Running, ${results.length} of ${planned}`;
  if (state === "interrupted") return `Interrupted after ${results.length} of ${planned}`;
  return `${passed} of ${results.length} passed`;
}
