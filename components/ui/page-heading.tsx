import type { ReactNode } from "react";
import styles from "./page-heading.module.css";

/** A page's one sentence and the quieter line under it. */
export function PageHeading({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={styles.heading}>
      <h1 className={styles.title}>{title}</h1>
      {children && <p className={styles.line}>{children}</p>}
    </div>
  );
}
