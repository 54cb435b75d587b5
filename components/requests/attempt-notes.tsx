import type { AttemptView } from "@/lib/contract/requests";
import { attemptFacts } from "./attempt-facts";
import styles from "./attempt-notes.module.css";
import { FactList } from "./fact-list";

/** What one call left behind besides its bar: who answered, its id at the provider, what was adapted, the error. */
export function AttemptNotes({ attempt }: { readonly attempt: AttemptView }) {
  return (
    <details className={styles.notes} open={attempt.state !== "served"}>
      <summary>
        <span className={styles.number}>{attempt.n}</span>
        <b className="mono">{attempt.llm_route}</b>
        <span className={styles.model}>
          {attempt.provider} · {attempt.provider_model}
        </span>
      </summary>
      <FactList facts={attemptFacts(attempt)} />
      {attempt.error_excerpt !== null && (
        <figure className={styles.excerpt}>
          <figcaption>
            Error as recorded, sanitized: secrets, e-mail addresses and long quoted text are replaced.
          </figcaption>
          <pre>{attempt.error_excerpt}</pre>
        </figure>
      )}
    </details>
  );
}
