import type { ReactNode } from "react";
import styles from "./data-table.module.css";

export interface DataTableProps {
  /** Names the table for a screen reader. */
  readonly caption: string;
  /** On a phone each row becomes a block; a cell with `data-label` says its column. */
  readonly stacks?: boolean;
  readonly children: ReactNode;
}

/**
 * The one table style: hairlines, right-aligned numbers (`data-align="end"` on `th` and `td`), edge to edge in a flush
 * panel. Columns and rows are plain `thead` and `tbody`.
 */
export function DataTable({ caption, stacks = false, children }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} aria-label={caption} tabIndex={0}>
      <table className={styles.table} data-stacks={stacks}>
        <caption>{caption}</caption>
        {children}
      </table>
    </section>
  );
}
