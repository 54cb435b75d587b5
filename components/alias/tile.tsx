import styles from "./tile.module.css";

export interface TileProps {
  readonly label: string;
  /** What the number is measured against. */
  readonly note: string;
  readonly value: string;
  readonly unit: string;
  readonly tone?: "plain" | "degraded" | "failing";
  readonly arms: { readonly stable: string; readonly canary: string };
}

/** One big number with a small unit, and below it stable against canary. */
export function Tile({ label, note, value, unit, tone = "plain", arms }: TileProps) {
  return (
    <section className={styles.tile} aria-label={label}>
      <div className={styles.head}>
        <h2 className={styles.label}>{label}</h2>
        <span className={styles.note}>{note}</span>
      </div>
      <p className={tone === "plain" ? styles.value : `${styles.value} ${styles[tone]}`}>
        {value}
        <span className={styles.unit}>{unit}</span>
      </p>
      <p className={`${styles.arms} figures`}>
        <span>
          stable <b className={styles.stable}>{arms.stable}</b>
        </span>
        <span>
          canary <b className={styles.canary}>{arms.canary}</b>
        </span>
      </p>
    </section>
  );
}
