import type { ApprovalView } from "@/lib/contract/approval";
import styles from "./uncovered-list.module.css";

/** What whoever approves signs for without evidence: conditions not met, and what was not measured. */
export function UncoveredList({ approval }: { readonly approval: ApprovalView }) {
  const { unmet, not_covered: uncovered } = approval;
  return (
    <>
      {unmet.length > 0 && (
        <>
          <p className={styles.lead}>Approving signs for what was not met when it was asked:</p>
          <ul className={styles.list}>
            {unmet.map(({ check, text }) => (
              <li key={check} className={styles.unmet}>
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
      <ul className={styles.list}>
        {uncovered.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
