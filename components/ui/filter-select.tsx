import { IconChevronDown } from "@tabler/icons-react";
import styles from "./filter-field.module.css";

export interface FilterSelectProps {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly string[];
  /** What holds without a choice. */
  readonly unset?: string;
  /** The one the "/" key goes to. */
  readonly isPageFilter?: boolean;
  readonly onChange: (value: string | null) => void;
}

/** One filter: its name, and the browser's own list of values. A value the options lack is still shown and kept. */
export function FilterSelect({
  label,
  value,
  options,
  unset = "any",
  isPageFilter = false,
  onChange,
}: FilterSelectProps) {
  const offered = value === null || options.includes(value) ? options : [value, ...options];
  return (
    <label className={styles.field} data-active={value !== null}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <select
        className={styles.select}
        aria-label={label}
        value={value ?? ""}
        data-filter={isPageFilter || undefined}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="">{unset}</option>
        {offered.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <IconChevronDown className={styles.chevron} size={13} aria-hidden="true" />
    </label>
  );
}
