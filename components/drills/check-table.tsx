import type { DrillCheck } from "@/lib/contract/drill";
import { StatusShape } from "../ui/status-shape";
import styles from "./check-table.module.css";

/** Expected and seen, side by side; on a phone one above the other. */
export function CheckTable({ checks }: { readonly checks: readonly DrillCheck[] }) {
  return (
    <table className={styles.checks}>
      <thead>
        <tr>
          <th scope="col">Expected</th>
          <th scope="col">Seen</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ expected, seen, is_passed }) => (
          <tr key={expected} data-passed={is_passed}>
            <td>{expected}</td>
            <td>
              <span className={styles.mark} role="img" aria-label={is_passed ? "passed:" : "failed:"}>
                <StatusShape status={is_passed ? "healthy" : "failing"} />
              </span>
              {seen}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
