import type { ReactNode } from "react";
import styles from "./page-heading.module.css";

export interface PageHeadingProps {
  /** The page's name, or the one sentence it opens with. */
  readonly title: string;
  /** What stands behind the title. */
  readonly children?: ReactNode;
  /** What can be done with the whole page. */
  readonly actions?: ReactNode;
  /** For giving the focus back when what had it is gone. */
  readonly id?: string;
}

/** The top of a page: its name or sentence, what stands behind it, and what can be done with the whole page. */
export function PageHeading({ title, children, actions, id }: PageHeadingProps) {
  return (
    <header className={styles.heading}>
      <div>
        <h1 id={id} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {children && <p className={styles.subline}>{children}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
