import styles from "./quiet-select.module.css";

export interface QuietSelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly isSmall?: boolean;
}

/** A choice that stays in the background. The browser's own list opens, on a phone the phone's. */
export function QuietSelect<T extends string>({
  label,
  value,
  options,
  onChange,
  isSmall = false,
}: QuietSelectProps<T>) {
  return (
    <select
      className={isSmall ? `${styles.select} ${styles.small}` : styles.select}
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
