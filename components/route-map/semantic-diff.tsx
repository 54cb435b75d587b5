import type { DiffEntry } from "@/lib/contract/route-map";
import { EmptyState } from "../ui/empty-state";
import styles from "./semantic-diff.module.css";

/** What differs between two versions, field by field in plain words, grouped by alias. */
export function SemanticDiff({ entries }: { readonly entries: readonly DiffEntry[] }) {
  if (entries.length === 0) return <EmptyState title="Nothing differs between these two versions." />;
  const aliases = [...new Set(entries.map((entry) => entry.alias))];
  return (
    <table className={styles.table}>
      <caption>What differs, field by field</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      {aliases.map((alias) => (
        <tbody key={alias ?? ""}>
          <tr className={styles.group}>
            <th scope="rowgroup" colSpan={3}>
              {alias ?? "whole route map"}
            </th>
          </tr>
          {entries
            .filter((entry) => entry.alias === alias)
            .map((entry) => (
              <tr key={entry.path}>
                <th scope="row" title={entry.path}>
                  {entry.label}
                </th>
                <td data-label="before">
                  <del>{entry.before}</del>
                </td>
                <td data-label="after">
                  <ins>{entry.after}</ins>
                </td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}
