import type { ComponentProps } from "react";
import styles from "./filter-field.module.css";

export interface FilterInputProps extends Omit<ComponentProps<"input">, "className"> {
  readonly label: string;
  /** Marks a filter that narrows what is shown. */
  readonly isActive?: boolean;
}

/** One filter typed or picked: its name inside the box, as beside a `FilterSelect`. */
export function FilterInput({ label, isActive = false, ...input }: FilterInputProps) {
  return (
    <label className={styles.field} data-active={isActive}>
      <span className={styles.label}>{label}</span>
      <input className={styles.input} {...input} />
    </label>
  );
}
