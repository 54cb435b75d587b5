import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

export interface PanelProps {
  /** A question where the panel answers one: "What fails?". */
  readonly title: string;
  /** What is counted, per what: right of the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** Tables run from edge to edge. */
  readonly isFlush?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One card of a page: hairline border, a question, and the answer. Its body dims while data is stale. */
export function Panel({ title, note, actions, isFlush = false, className, children }: PanelProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={className ? `${styles.panel} ${className}` : styles.panel}>
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {(note || actions) && (
          <div className={styles.aside}>
            {note}
            {actions}
          </div>
        )}
      </header>
      <div className={isFlush ? `${styles.body} ${styles.flush}` : styles.body}>{children}</div>
    </section>
  );
}
