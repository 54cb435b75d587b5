import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

export interface EmptyStateProps {
  /** What is not there: "No requests match class=rate_limited." */
  readonly title: string;
  /** Why, and what to do next. */
  readonly children?: ReactNode;
}

/** Nothing to show, said in words: why it is empty and what comes next. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.body}>{children}</div>}
    </div>
  );
}
