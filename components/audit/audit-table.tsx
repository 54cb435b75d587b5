import type { AuditRow } from "@/lib/contract/audit";
import { StatusBadge } from "../ui/status-badge";
import { Timestamp } from "../ui/timestamp";
import { VersionLink } from "../ui/version-link";
import { type ChangedField, changedFields, changeSentence } from "./audit-change";
import styles from "./audit-table.module.css";

/** The trail, newest first: who did what to what, what changed by it, and where the row stands in the chain. */
export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  return (
    <table className={styles.table}>
      <caption>Audit trail, newest first</caption>
      <thead>
        <tr>
          <th scope="col" data-align="end">
            Seq
          </th>
          <th scope="col">Time</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Before → after</th>
          <th scope="col">Version</th>
          <th scope="col">Hash</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <td className={styles.seq} data-align="end">
              {row.seq}
            </td>
            <td className={styles.time}>
              <Timestamp at={row.at} withDay />
            </td>
            <td className={styles.who} title={row.actor}>
              {row.actor}
              {row.actor_kind !== "person" && <span className={styles.quiet}> {row.actor_kind}</span>}
            </td>
            <td className={styles.what}>
              <span className={styles.action}>{row.action}</span>
              {row.outcome === "refused" && <StatusBadge status="degraded" label="Refused" />}
              <span className={styles.object}>{row.object}</span>
            </td>
            <td className={styles.change}>
              <Change row={row} />
              {row.reason !== null && <p className={styles.reason}>“{row.reason}”</p>}
            </td>
            <td className={styles.version}>
              {row.route_version !== null && <VersionLink version={row.route_version} />}
            </td>
            <td className={styles.hash} title={row.hash}>
              {row.hash.slice(0, 8)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Change({ row }: { readonly row: AuditRow }) {
  const sentence = changeSentence(row.after);
  const fields = changedFields(row.before, row.after);
  return (
    <>
      {sentence !== null && <p className={styles.sentence}>{sentence}</p>}
      {fields.length > 0 && <FieldList fields={fields} />}
    </>
  );
}

function FieldList({ fields }: { readonly fields: readonly ChangedField[] }) {
  return (
    <ul className={styles.fields}>
      {fields.map((field) => (
        <li key={field.path}>
          {field.path !== "" && <span className={styles.path}>{field.path} </span>}
          {field.before !== null && (
            <>
              <del>{field.before}</del>
              <span className={styles.quiet}> → </span>
            </>
          )}
          {field.after === null ? <span className={styles.quiet}>none</span> : <ins>{field.after}</ins>}
        </li>
      ))}
    </ul>
  );
}
