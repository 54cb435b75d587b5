import type { ProbeResult, ProbeRun } from "@/lib/contract/probe";
import { ConsoleLink } from "../ui/console-link";
import { DataTable } from "../ui/data-table";
import { formatDuration } from "../ui/format-duration";
import { Panel } from "../ui/panel";
import { StatusBadge } from "../ui/status-badge";
import styles from "./probes-tab.module.css";

/** Every probe of one run; failed ones first, with what was expected and what was seen. */
export function ProbeResults({ run }: { readonly run: ProbeRun }) {
  const ordered = [...run.results].sort((left, right) => Number(left.pass) - Number(right.pass));
  return (
    <Panel
      title={`What happened on ${run.route}?`}
      note={`${run.provider} ${run.provider_model}, ${run.run_id}`}
      isFlush
    >
      <DataTable caption={`Probes of ${run.route}`} stacks>
        <thead>
          <tr>
            <th scope="col">Probe</th>
            <th scope="col">Endpoint</th>
            <th scope="col">Result</th>
            <th scope="col" data-align="end">
              HTTP
            </th>
            <th scope="col" data-align="end">
              Took
            </th>
            <th scope="col">Expected and seen</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((result) => (
            <tr key={`${result.probe} ${result.spoken} ${result.stream}`}>
              <td className={styles.nowrap}>
                <ConsoleLink href={`/requests?trace=${result.trace_id}`} className={styles.link}>
                  {result.probe.replaceAll("_", " ")}
                </ConsoleLink>
              </td>
              <td className={styles.nowrap} data-label="Endpoint">
                {result.spoken}
                {result.stream && <span className={styles.quiet}> streamed</span>}
              </td>
              <td data-label="Result">
                <StatusBadge status={result.pass ? "healthy" : "failing"} label={result.pass ? "Passed" : "Failed"} />
              </td>
              <td data-align="end" data-label="HTTP">
                {result.http_status ?? "–"}
              </td>
              <td data-align="end" data-label="Took">
                {formatDuration(result.latency_ms)}
              </td>
              <td className={styles.wide} data-label="Expected, seen">
                <Findings result={result} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}

function Findings({ result }: { readonly result: ProbeResult }) {
  const failed = result.checks.filter(({ pass }) => !pass);
  if (failed.length === 0)
    return (
      <span className={styles.quiet}>
        {result.checks.length} of {result.checks.length} checks
      </span>
    );
  return (
    <ul>
      {failed.map(({ check, expected, seen }) => (
        <li key={check}>
          Expected {expected}; <b className={styles.seen}>seen {seen}</b>
        </li>
      ))}
    </ul>
  );
}
