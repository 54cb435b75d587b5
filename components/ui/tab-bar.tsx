import type { ReactNode } from "react";
import styles from "./tab-bar.module.css";

export interface TabBarProps<T extends string> {
  /** What the tabs are parts of, for a screen reader. */
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onChange: (value: T) => void;
}

/** Parts of one page, each with an address of its own. */
export function TabBar<T extends string>({ label, value, tabs, onChange }: TabBarProps<T>) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          className={styles.tab}
          aria-current={tab.value === value ? "page" : undefined}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
        </button>
      ))}
    </nav>
  );
}
