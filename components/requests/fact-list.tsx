import styles from "./fact-list.module.css";
import type { Fact } from "./request-facts";

/** Names and values in columns, a hairline under each. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <div key={fact.label} className={styles.fact}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.note && <span className={styles.note}> {fact.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
