"use client";

import { useWindow } from "@/lib/client/use-view";
import { WINDOWS, type Window } from "@/lib/contract/common";
import styles from "./header.module.css";

const LABELS: Readonly<Record<Window, string>> = {
  "15m": "Last 15 min",
  "1h": "Last hour",
  "6h": "Last 6 h",
  "24h": "Last 24 h",
  "7d": "Last 7 d",
};

/** What the page looks back over. The phone's own picker opens on a phone. */
export function WindowPicker() {
  const [window, setWindow] = useWindow();
  return (
    <select
      className={`${styles.control} ${styles.select}`}
      aria-label="Look back over"
      value={window}
      onChange={(event) => setWindow(WINDOWS.find((name) => name === event.target.value) ?? window)}
    >
      {WINDOWS.map((name) => (
        <option key={name} value={name}>
          {LABELS[name]}
        </option>
      ))}
    </select>
  );
}
