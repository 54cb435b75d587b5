import type { RequestRow } from "@/lib/contract/requests";
import { formatDuration } from "../ui/format-duration";
import { Timestamp } from "../ui/timestamp";
import { ArmBadge } from "./arm-badge";
import { Chain } from "./chain";
import { CopyTraceId } from "./copy-trace-id";
import { type RequestUrlState, requestSearch } from "./request-filters";
import styles from "./request-table.module.css";
import { requestRowId, shortTraceId } from "./trace-id";

export interface RequestTableProps {
  readonly rows: readonly RequestRow[];
  readonly state: RequestUrlState;
  /** Prints the day too: the span holds more than one. */
  readonly withDay: boolean;
  readonly onOpen: (traceId: string) => void;
}

/** The requests, newest first, each with its whole chain. A row is one link to the request; a phone stacks its cells. */
export function RequestTable({ rows, state, withDay, onOpen }: RequestTableProps) {
  return (
    <table className={styles.table}>
      <caption>Requests, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Request</th>
          <th scope="col">Alias</th>
          <th scope="col">Arm</th>
          <th scope="col">Chain</th>
          <th scope="col">Outcome</th>
          <th scope="col" data-align="end">
            Latency
          </th>
          <th scope="col" data-align="end">
            First token
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.trace_id} aria-current={state.req === row.trace_id ? "true" : undefined}>
            <td className={styles.time}>
              <Timestamp at={row.started_at} withDay={withDay} />
            </td>
            <td className={styles.request}>
              <a
                id={requestRowId(row.trace_id)}
                className={styles.open}
                href={requestSearch(state, row.trace_id)}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
                  event.preventDefault();
                  onOpen(row.trace_id);
                }}
              >
                {shortTraceId(row.trace_id)}
              </a>
              <CopyTraceId traceId={row.trace_id} />
            </td>
            <td className={styles.alias}>
              {row.app_model_alias}
              {row.kind !== "traffic" && <span className={styles.kind}> {row.kind}</span>}
            </td>
            <td className={styles.arm}>
              <ArmBadge arm={row.arm} />
            </td>
            <td className={styles.chain}>
              <Chain attempts={row.attempts} />
            </td>
            <OutcomeCell row={row} />
            <td className={styles.latency} data-align="end">
              {formatDuration(row.latency_ms)}
            </td>
            <td className={styles.firstToken} data-align="end">
              {formatDuration(row.time_to_first_token_ms)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A phone leaves out the outcomes the chain already tells: served at once, still running. */
function OutcomeCell({ row }: { readonly row: RequestRow }) {
  const isQuiet = row.state === "running" || row.reason_code === "served_by_primary";
  return (
    <td className={[styles.outcome, styles[row.state], isQuiet && styles.quiet].filter(Boolean).join(" ")}>
      {row.reason_code ?? row.state}
    </td>
  );
}
