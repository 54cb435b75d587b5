import type { DrillCheck } from "@/lib/contract/drill";
import { StatusShape } from "../ui/status-shape";
import styles from "./check-table.module.css";

/** What a step claims, before it is known. */
export function ExpectedTable({ expects, seen }: { readonly expects: readonly string[]; readonly seen: string }) {
  return (
    <table className={styles.checks}>
      <Head />
      <tbody>
        {expects.map((expected) => (
          <tr key={expected}>
            <td>{expected}</td>
            <td className={styles.open}>{seen}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Expected and seen, side by side; on a phone one above the other. */
export function CheckTable({ checks }: { readonly checks: readonly DrillCheck[] }) {
  return (
    <table className={styles.checks}>
      <Head />
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

function Head() {
  return (
    <thead>
      <tr>
        <th scope="col">Expected</th>
        <th scope="col">Seen</th>
      </tr>
    </thead>
  );
}
