import type { ReactNode } from "react";
import styles from "./data-table.module.css";

/**
 * The one table style: hairlines, right-aligned numbers (`data-align="end"` on `th` and `td`), edge to edge in a flush
 * panel. Columns and rows are plain `thead` and `tbody`; `caption` names the table for a screen reader.
 */
export function DataTable({ caption, children }: { readonly caption: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} aria-label={caption} tabIndex={0}>
      <table className={styles.table}>
        <caption>{caption}</caption>
        {children}
      </table>
    </section>
  );
}
