import styles from "./setting-facts.module.css";

export interface SettingFact {
  readonly name: string;
  readonly value: string;
  /** What it means or where it is set. */
  readonly meaning: string;
}

/** Values that are read here and set elsewhere. */
export function SettingFacts({ facts }: { readonly facts: readonly SettingFact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, meaning }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
            <span>{meaning}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
