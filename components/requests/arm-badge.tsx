import type { RequestView } from "@/lib/contract/requests";
import styles from "./arm-badge.module.css";

/** The arm that took a request: stable solid, canary dashed, as on the charts. */
export function ArmBadge({ arm }: { readonly arm: RequestView["arm"] }) {
  return (
    <span className={`${styles.badge} ${styles[arm]}`}>
      <span className={styles.line} aria-hidden="true" />
      {arm}
    </span>
  );
}
