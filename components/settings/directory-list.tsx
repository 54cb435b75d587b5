"use client";

import type { ReactNode } from "react";
import styles from "./directory-list.module.css";
import { RowMenu } from "./row-menu";

export interface DirectoryAction {
  /** Verb and target: "Revoke key of web-app". */
  readonly label: string;
  readonly isDestructive?: boolean;
  readonly onClick: () => void;
}

export interface DirectoryRow {
  readonly id: string;
  readonly title: string;
  readonly subtitle: ReactNode;
  readonly badges: readonly string[];
  /** What stands behind it, each a short phrase. */
  readonly facts: readonly ReactNode[];
  /** Over and done: disabled or revoked. */
  readonly ended: string | null;
  readonly actions: readonly DirectoryAction[];
}

/** People, tokens, clients or providers, one row each, with what can be done behind one button. */
export function DirectoryList({ label, rows }: { readonly label: string; readonly rows: readonly DirectoryRow[] }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id} className={styles.row} data-ended={row.ended !== null}>
          <div className={styles.name}>
            <b>{row.title}</b>
            <span className={styles.subtitle}>{row.subtitle}</span>
          </div>
          <div className={styles.badges}>
            {row.ended !== null && <span className={styles.ended}>{row.ended}</span>}
            {row.badges.map((badge) => (
              <span key={badge} className={styles.badge}>
                {badge}
              </span>
            ))}
          </div>
          <ul className={styles.facts}>
            {row.facts.map((fact, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: facts have no name of their own and keep their order
              <li key={index}>{fact}</li>
            ))}
          </ul>
          <div className={styles.action}>{row.actions.length > 0 && <RowMenu row={row} />}</div>
        </li>
      ))}
    </ul>
  );
}
